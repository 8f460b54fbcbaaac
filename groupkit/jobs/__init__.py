"""Jobs: who does what, deputies, handing over."""
