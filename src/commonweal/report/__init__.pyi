from .headline import Headline as Headline, headline_of as headline_of
from .notebook import Picture as Picture, pictures as pictures
from .names import Names as Names
from .write import write_report as write_report
