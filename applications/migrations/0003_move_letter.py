from django.db import migrations, models

FUNCTION = """
CREATE OR REPLACE FUNCTION applications_move_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE'
        AND (NEW.id, NEW.application_id, NEW.from_stage_id, NEW.to_stage_id, NEW.at, NEW.visible_at, NEW.batch,
             NEW.reason, NEW.undoes_id)
            IS NOT DISTINCT FROM
            (OLD.id, OLD.application_id, OLD.from_stage_id, OLD.to_stage_id, OLD.at, OLD.visible_at, OLD.batch,
             OLD.reason, OLD.undoes_id)
        AND (NEW.by_id IS NULL OR NEW.by_id IS NOT DISTINCT FROM OLD.by_id)
        AND (NEW.mail_id IS NULL OR NEW.mail_id IS NOT DISTINCT FROM OLD.mail_id)
        AND NEW.note IN (OLD.note, '') AND NEW.told IN (OLD.told, ''){letter}
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'moves are never changed or deleted';
END $$;
"""
# The letter is words like the others: it can be blanked, never changed.
WITH = FUNCTION.format(letter="\n        AND NEW.subject IN (OLD.subject, '') AND NEW.body IN (OLD.body, '')")


class Migration(migrations.Migration):
    dependencies = [("applications", "0002_moves_append_only")]
    operations = [
        migrations.AddField("move", "subject", models.TextField(blank=True, default=""), preserve_default=False),
        migrations.AddField("move", "body", models.TextField(blank=True, default=""), preserve_default=False),
        migrations.RunSQL(WITH, FUNCTION.format(letter="")),
    ]
