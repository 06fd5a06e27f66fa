"""The words that moderators begin with; staff edit them afterwards, and nothing here is written again."""

from django.db import migrations

REASONS = [
    ("contact-outside", "request_changes", "Contact must go through the board or your own site",
     "Applications have to come through this board or a form on your own site. Please take the address, number or "
     "messenger out of the text; nothing else you wrote is lost."),
    ("pay-unclear", "request_changes", "Pay and period disagree",
     "The pay in the text and the pay in the field do not say the same. Please state one amount with its period, so "
     "that a student can compare it."),
    ("unlike-facts", "request_changes", "The text contradicts the facts",
     "Something in the text says the opposite of what is ticked in the form. The remarks beside the text show where; "
     "please make both say the same."),
    ("experience", "request_changes", "An internship that asks for experience",
     "This asks for years of professional work, which somebody who looks for an internship does not have yet. Please "
     "ask for what can be learned in a course or a project."),
    ("too-little", "request_changes", "It says too little about the work",
     "A student cannot tell from this what they would do all day. Please describe one or two tasks, and who helps "
     "with them."),
    ("who-are-you", "request_changes", "We cannot tell who you are yet",
     "Before the first posting we look at who hires. Please add the address of your site, and write to us from an "
     "address at its domain."),
    ("unpaid", "request_changes", "Unpaid work at a business",
     "A business may seldom let an intern work for nothing. Please state the pay, or tell us which programme of study "
     "this is a part of."),
    ("not-internship", "reject", "Not an internship",
     "This is a job for people who have finished learning, and the board shows internships only. You are welcome back "
     "with one."),
    ("asks-money", "reject", "It asks for money",
     "Whoever works here never pays for it: no fee, deposit, kit or course. Postings that ask for money are not "
     "published on this board."),
    ("already-open", "reject", "The same posting is open already",
     "A posting with the same work is public already. Please change that one; two of the same would split those who "
     "apply."),
    ("copied", "reject", "The text is another employer’s",
     "Nearly all of this text stands in another employer’s posting. Please write in your own words what your intern "
     "will do."),
    ("unfair", "reject", "It shuts people out unfairly",
     "The text names a kind of person where it should name what the work needs. The law forbids that, and so do we."),
    ("reported-scam", "remove", "Readers were asked for money or documents",
     "People who applied were asked for money or for papers that no internship needs. The posting is off the board."),
    ("look-again", "recall", "Something in it has to be checked",
     "We have been told of something in this posting that we have to check. You need do nothing; we write when it is "
     "done."),
]  # fmt: skip


def ship(apps, schema_editor):
    model = apps.get_model("listings", "CannedReason")
    for position, (code, decision, label, words) in enumerate(REASONS, 1):
        model.objects.get_or_create(
            code=code, defaults={"decision": decision, "label": label, "words": words, "position": position}
        )


class Migration(migrations.Migration):
    dependencies = [("listings", "0010_moderation")]
    operations = [migrations.RunPython(ship, migrations.RunPython.noop)]
