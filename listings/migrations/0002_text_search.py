from django.db import migrations

# The normaliser has folded accents, spellings and skills already; what is left to PostgreSQL is stemming.
MAKE = """
CREATE TEXT SEARCH CONFIGURATION first_commit (COPY = pg_catalog.english);
"""
DROP = "DROP TEXT SEARCH CONFIGURATION first_commit;"


class Migration(migrations.Migration):
    dependencies = [("listings", "0001_initial")]
    operations = [migrations.RunSQL(MAKE, DROP)]
