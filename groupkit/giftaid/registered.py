"""What the book of Gift Aid tells other books; each is loaded when it is first asked for."""

from groupkit.chores import CHORES
from groupkit.coming_up import tells_coming
from groupkit.loading import later
from groupkit.people.members.naming import holds_names, keeps_texts

tells_coming(later("groupkit.giftaid.telling.claims_coming"))
holds_names(later("groupkit.giftaid.keeping.take_out"))
keeps_texts(later("groupkit.giftaid.keeping.own_texts"))
CHORES["let go of old Gift Aid details"] = later("groupkit.giftaid.keeping.let_go_of_old")
