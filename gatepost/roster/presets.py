"""What do British schools' management systems call the columns that are read?

Names only, as plain letters and digits: reports are made by each school, so a system's usual names are a hint and no
promise. Of several names for a field, the first is taken: what somebody is called comes before what a certificate says.
The Unique Pupil Number has no name here: it is for the state's own returns, so it is read only where somebody chooses it
by hand because there is no other number.

    NAMES["pupil.class"][0]  ->  'registrationform'
"""

NAMES: dict[str, tuple[str, ...]] = {
    "kind": ("kind", "kindofperson", "persontype"),
    "person.id": (
        "staffcode", "staffid", "arborstaffid", "employeeid", "employeenumber", "employeeno", "payrollnumber", "payrollno",
        "staffnumber", "personid", "misid", "number", "id",
    ),
    "person.name": (
        "name", "fullname", "preferredname", "displayname", "staffname", "governorname", "volunteername", "legalname",
        "preferredfullname", "legalfullname",
    ),
    "person.first": (
        "firstname", "preferredforename", "preferredfirstname", "chosenforename", "chosenfirstname", "knownas", "forename",
        "givenname", "legalforename", "legalfirstname",
    ),
    "person.last": (
        "lastname", "preferredsurname", "preferredlastname", "chosensurname", "surname", "familyname", "legalsurname",
        "legallastname",
    ),
    "person.email": (
        "email", "emailaddress", "primaryemail", "workemail", "emailwork", "schoolemail", "defaultemail", "mainemail",
        "workemailaddress", "primaryemailaddress", "defaultemailaddress", "staffemail",
    ),
    "person.role": (
        "role", "jobtitle", "post", "position", "businessrole", "rolename", "positiontitle", "governortype",
        "governorcategory", "category", "typeofgovernor",
    ),
    "person.since": (
        "since", "startdate", "employmentstartdate", "employmentstart", "contractstartdate", "dateofappointment",
        "appointmentdate", "appointed", "termstart", "datejoined", "joined", "arrivaldate",
    ),
    "pupil.id": (
        "adno", "admissionnumber", "admissionno", "studentid", "pupilid", "arborstudentid", "misid", "personid", "number",
        "id",
    ),
    "pupil.name": (
        "pupilname", "studentname", "childname", "name", "fullname", "preferredname", "legalname", "preferredfullname",
    ),
    "pupil.first": (
        "firstname", "preferredforename", "preferredfirstname", "chosenforename", "knownas", "forename", "givenname",
        "pupilforename", "pupilfirstname", "studentforename", "studentfirstname", "legalforename", "legalfirstname",
    ),
    "pupil.last": (
        "lastname", "preferredsurname", "preferredlastname", "chosensurname", "surname", "familyname", "pupilsurname",
        "pupillastname", "studentsurname", "studentlastname", "legalsurname", "legallastname",
    ),
    "pupil.class": (
        "registrationform", "reggroup", "regform", "registrationgroup", "tutorgroup", "class", "classname", "reg", "form",
        "formgroup", "tutorgroupname", "registration",
    ),
    "pupil.year": (
        "yeargroup", "year", "ncyear", "nationalcurriculumyear", "curriculumyear", "nationalcurriculumyeargroup",
        "yeartaughtin", "yeargroupname",
    ),
    "contact.id": ("id", "personid", "contactid", "number"),
    "contact.name": ("name", "fullname", "preferredname", "displayname", ""),
    "contact.first": ("firstname", "forename", "preferredforename", "legalforename", "legalfirstname", "preferredfirstname"),
    "contact.last": ("lastname", "surname", "preferredsurname", "legalsurname", "legallastname", "preferredlastname"),
    "contact.email": (
        "email", "emailaddress", "primaryemail", "homeemail", "defaultemail", "mainemail", "emailhome", "personalemail",
        "primaryemailaddress", "defaultemailaddress", "emails",
    ),
    "contact.responsible": (
        "parentalresponsibility", "hasparentalresponsibility", "responsibility", "legalguardian", "islegalguardian",
    ),
}  # fmt: skip

_TEMPLATE_CONTACTS = {
    f"contact{number}.{field}": f"Guardian {number} {name}"
    for number in (1, 2)
    for field, name in (("name", "name"), ("email", "email"))
}


def _numbered(prefix: str, names: dict[str, str]) -> dict[str, str]:
    """Return the columns of two contacts, as a system numbers them."""
    return {
        f"contact{number}.{field}": f"{prefix} {number} {name}" for number in (1, 2) for field, name in names.items()
    }


PRESETS: dict[str, dict[str, dict[str, str]]] = {
    "gatepost": {
        "everyone": {
            "kind": "Kind",
            "person.id": "Number",
            "person.first": "First name",
            "person.last": "Last name",
            "person.email": "Email",
            "person.role": "Role",
            "person.since": "Since",
            "pupil.class": "Class",
            "pupil.year": "Year",
            **_TEMPLATE_CONTACTS,
        },
    },
    "arbor": {
        "staff": {
            "person.id": "Arbor Staff ID",
            "person.first": "Preferred First Name",
            "person.last": "Preferred Last Name",
            "person.email": "Default Email Address",
            "person.role": "Business Role",
            "person.since": "Employment Start Date",
        },
        "pupils": {
            "pupil.id": "Arbor Student ID",
            "pupil.first": "Preferred First Name",
            "pupil.last": "Preferred Last Name",
            "pupil.class": "Registration Form",
            "pupil.year": "Year Group",
            **_numbered(
                "Primary Guardian", {"name": "Full Name", "email": "Email Address", "responsible": "Legal Guardian"}
            ),
        },
    },
    "sims": {
        "staff": {
            "person.id": "Staff Code",
            "person.first": "Preferred Forename",
            "person.last": "Legal Surname",
            "person.email": "Work Email",
            "person.role": "Post",
            "person.since": "Start Date",
        },
        "pupils": {
            "pupil.id": "Adno",
            "pupil.first": "Preferred Forename",
            "pupil.last": "Legal Surname",
            "pupil.class": "Reg Group",
            "pupil.year": "Year Group",
            **_numbered("Contact", {"name": "Name", "email": "Primary Email"}),
            "contact1.id": "Contact ID",
            "contact1.responsible": "Parental Responsibility",
        },
    },
    "bromcom": {
        "staff": {
            "person.id": "Staff ID",
            "person.first": "Preferred First Name",
            "person.last": "Preferred Last Name",
            "person.email": "Work Email",
            "person.role": "Job Title",
            "person.since": "Contract Start Date",
        },
        "pupils": {
            "pupil.id": "Admission Number",
            "pupil.first": "Preferred First Name",
            "pupil.last": "Preferred Last Name",
            "pupil.class": "Tutor Group",
            "pupil.year": "Year Group",
            **_numbered(
                "Contact",
                {
                    "id": "Person ID",
                    "first": "First Name",
                    "last": "Last Name",
                    "email": "Email",
                    "responsible": "Parental Responsibility",
                },
            ),
        },
    },
}
"""What a report out of these systems usually looks like, by system and kind of file. "gatepost" is our own template."""

TEMPLATE = (
    tuple(PRESETS["gatepost"]["everyone"].values()),
    ("staff", "S1", "Ada", "Example", "ada@school.example", "Teaching assistant", "2026-09-01", "", "", "", "", "", ""),
    ("governor", "", "Ben", "Example", "ben@school.example", "Parent governor", "2025-01-06", "", "", "", "", "", ""),
    (
        "pupil", "0042", "Cleo", "Example", "", "", "", "4B", "4",
        "Dan Example", "dan@home.example", "Eve Example", "eve@home.example",
    ),
)  # fmt: skip


def template_rows() -> tuple[tuple[str, ...], ...]:
    """Return our own template: the names of the columns, and lines of invented people to write over."""
    return TEMPLATE
