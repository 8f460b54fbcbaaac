"""What the book of jobs tells other books, and what it listens to; each is loaded when it is first asked for."""

from groupkit.access.operations import when_a_job_begins, when_a_job_ends, when_somebody_leaves
from groupkit.coming_up import tells_coming
from groupkit.library import tells_mistakes
from groupkit.loading import later

tells_coming(later("groupkit.jobs.telling.terms"))
tells_mistakes(later("groupkit.jobs.cards.mistakes"))
when_a_job_begins(later("groupkit.jobs.listening.begun"))
when_a_job_ends(later("groupkit.jobs.listening.ended"))
when_somebody_leaves(later("groupkit.jobs.listening.left"))
