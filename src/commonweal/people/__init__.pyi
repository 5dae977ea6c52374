from .figures import people_figures as people_figures
from .health import STREAM as STREAM, Health as Health, health_factor as health_factor
from .inputs import PeopleInputs as PeopleInputs, people_inputs as people_inputs
from .residents import AGES as AGES, SEXES as SEXES, Residents as Residents
from .uncertain import VARIANT as VARIANT, uncertain_people as uncertain_people
