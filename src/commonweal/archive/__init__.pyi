from .again import read_run as read_run
from .comparison import Comparison as Comparison, Pair as Pair, compare as compare
from .destinations import destination as destination
from .manifest import manifest_of as manifest_of
from .published import Entry as Entry, Published as Published
from .reading import read as read
from .remade import remake_pages as remake_pages
from .replaying import Replay as Replay, replay as replay
from .same_luck import SameLuck as SameLuck
from .short_hash import fingerprint as fingerprint
from .whys import arithmetic as arithmetic, as_text as as_text, plain as plain, why as why
from .writing import published_from as published_from, write_run as write_run
