"""The constitution builder: from "the bank says we need one" to an adopted text that is the group's own."""
