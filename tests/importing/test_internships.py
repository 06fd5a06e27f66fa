"""Titles and types as boards have them, and what a person would say of each."""

import pytest

from listings.importing.internships import is_one

ONES = [
    ("Software Engineer, Intern", ""),
    ("Backend Engineering Internship - Summer 2027", "FullTime"),
    ("Platform Co-op", ""),
    ("Software Apprentice", ""),
    ("Apprenticeship - Junior Brand Designer", "Apprenticeship"),
    ("Working Student Backend (m/f/d)", "Part-time"),
    ("Werkstudent:in Softwareentwicklung", ""),
    ("Software Engineer – Placement Year", ""),
    ("Praktikum Softwareentwicklung", ""),
    ("Développeur stagiaire (H/F)", ""),
    ("Stage de développement backend", ""),
    ("Junior Ledger Keeper", "Apprenticeship"),
    ("Data Science", "Intern"),
    ("Data Science", "INTERN"),
    ("Backend Developer", "Other Internship"),
    ("Backend Developer", "working_student"),
    ("Recruiting Intern", ""),
    ("Program Manager Intern", ""),
    ("Product Manager, Intern", ""),
    ("University Recruiter Intern", ""),
    ("Interns, Software Engineering", ""),
    ("Internal Tools Engineering Intern", ""),
    ("International Payments Intern", ""),
    ("ソフトウェアエンジニア インターン", ""),
]
NONE = [
    ("Software Engineer, Internal Systems", ""),
    ("Internal Audit Lead", ""),
    ("Software Engineer, International", "FullTime"),
    ("International Tax Reporting Lead", ""),
    ("Internist", ""),
    ("Internet Engineer", ""),
    ("University Recruiter, Interns", ""),
    ("University Recruiter, Interns", "Intern"),
    ("University Recruiting Manager", ""),
    ("Internship Program Manager", ""),
    ("Intern Recruiter", ""),
    ("Campus Recruiting Lead, Internships and New Grads", ""),
    ("Apprenticeship Coordinator", ""),
    ("Head of Interns", ""),
    ("Pairs 2 Days Internship Workshop", "Internship"),
    ("長期インターンに直結！ワークショップ", "Internship"),
    ("Internship Information Session", ""),
    ("American Tech Fellowship", "Scholarship"),
    ("Graduate Engineer Trainee", ""),
    ("Management Trainee", ""),
    ("Backend Engineer", "Full-time"),
    ("", ""),
]


@pytest.mark.parametrize(("title", "kind"), ONES)
def test_is_one(title, kind):
    assert is_one(title, kind)


@pytest.mark.parametrize(("title", "kind"), NONE)
def test_is_none(title, kind):
    assert not is_one(title, kind)
