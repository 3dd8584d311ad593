using CaregiverSignal.Files;
using CaregiverSignal.Invitations;
using CaregiverSignal.People;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Import;

/// <summary>Stores who cares in which situation, and who helps there; nothing is taken away.</summary>
internal static class StoringSituations
{
    /// <summary>
    /// The row about the situation with which somebody came, which people.csv describes too: the one that the store has
    /// as such, or else their first.
    /// </summary>
    public static SituationRow? OwnOf(Transaction transaction, long caregiverId, IEnumerable<SituationRow> rows)
    {
        if (!rows.Any())
            return null;
        var own = SituationTable.Of(transaction, caregiverId)[0];
        return rows.FirstOrDefault(row => own.Code is null || row.Situation == own.Code);
    }

    public static void Store(
        Transaction transaction,
        ImportFolder folder,
        IReadOnlyDictionary<string, long> people,
        ImportCounts counts,
        List<Fault> faults,
        SiteTime time
    )
    {
        foreach (var rows in folder.Situations.GroupBy(row => row.Person))
        {
            var id = people[rows.Key];
            var own = OwnOf(transaction, id, rows);
            var changed = rows.Count(row =>
                row == own ? StoreOwn(transaction, id, row, time) : StoreFurther(transaction, id, row, time)
            );
            counts.Situations += changed;
            if (changed > 0)
                counts.Touched.Add(id);
        }

        foreach (var row in folder.Helpers)
        {
            if (SituationTable.ByCode(transaction, row.Situation) is not { } situation)
                faults.Add(
                    row.Place.Wrong(
                        "situation",
                        $"'{OneLine.Shown(row.Situation)}' is not in situations.csv and not in the store"
                    )
                );
            else if (StoreHelper(transaction, situation, row, time))
            {
                counts.Helpers++;
                counts.Touched.UnionWith(SituationTable.In(transaction, situation).Select(one => one.CaregiverId));
            }
        }
    }

    private static long IdOf(Transaction transaction, string code, SiteTime time) =>
        SituationTable.ByCode(transaction, code) ?? SituationTable.Add(transaction, code, time.Now);

    private static bool StoreOwn(Transaction transaction, long id, SituationRow row, SiteTime time)
    {
        var isSaid =
            Correcting.Save(transaction, id, row.Over(PersonDetailsTable.Of(transaction, id)), by: null, time).Count
            > 0;
        return SituationTable.SetOwn(transaction, id, IdOf(transaction, row.Situation, time), row.Role) || isSaid;
    }

    private static bool StoreFurther(Transaction transaction, long id, SituationRow row, SiteTime time)
    {
        var situation = IdOf(transaction, row.Situation, time);
        var stored = SituationTable.Of(transaction, id).FirstOrDefault(one => one.SituationId == situation);
        var care = row.Over(stored ?? new Caring { CaregiverId = id }) with { SituationId = situation };
        if (care == stored)
            return false;
        if (stored is null)
            SituationTable.SaveFurther(transaction, care);
        else
            CareSituations.CorrectFurther(transaction, stored, care, by: null, time.Now);
        return true;
    }

    private static bool StoreHelper(Transaction transaction, long situation, HelperRow row, SiteTime time)
    {
        var before = HelperTable.Of(transaction, situation).FirstOrDefault(one => one.Name == row.Name);
        var helper = new Helper
        {
            Id = before?.Id ?? 0,
            SituationId = situation,
            Name = row.Name,
            Kind = row.Kind,
            Does = row.Does,
            FromOn = row.From,
            UntilOn = row.Until,
        };
        if (helper == before)
            return false;
        if (before is { UntilOn: not null } && row.Until is null)
            CareSituations.TakeBack(transaction, before, time);
        // Who comes in as stopped did so before we knew them: events.csv says to whom that happened.
        if (before is { UntilOn: null } && row.Until is { } until && until <= time.Today)
            CareSituations.DropOut(transaction, helper, until, time);
        else
            HelperTable.Save(transaction, helper);
        return true;
    }
}
