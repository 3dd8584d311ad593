using CaregiverSignal.Files;
using CaregiverSignal.Invitations;
using CaregiverSignal.Networks;

namespace CaregiverSignal.Import;

/// <summary>Stores who cares in which situation, who helps there and who is around; nothing is taken away.</summary>
internal sealed class SituationImport(
    Transaction transaction,
    ImportBounds bounds,
    ImportCounts counts,
    List<Fault> faults,
    SiteTime time
)
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
        return rows.FirstOrDefault(row => own.Situation is null || row.Situation == own.Situation);
    }

    public void Store(ImportFolder folder, Dictionary<string, long> people)
    {
        foreach (var rows in folder.Situations.GroupBy(row => row.Person))
        {
            var id = people[rows.Key];
            var strange = rows.Where(row => IsStrange(row.Situation)).ToList();
            faults.AddRange(
                strange.Select(row =>
                    row.Place.Wrong("situation", $"'{OneLine.Shown(row.Situation)}' cannot be: choose another code")
                )
            );
            if (strange.Count > 0)
                continue;
            var (left, taken) = (rows.Where(HasLeft).ToList(), rows.Where(row => !HasLeft(row)).ToList());
            left.ForEach(row => counts.Leave(row.Person, $"{CareSituations.Left} {row.Situation}"));
            var own = OwnOf(transaction, id, taken);
            var changed = taken.Count(row => row == own ? StoreOwn(id, row) : StoreFurther(id, row));
            counts.Situations += changed;
            if (changed > 0)
                counts.Touched.Add(id);
            bool HasLeft(SituationRow row) => bounds.HasLeft(id, row.Situation);
        }

        foreach (var row in folder.Helpers)
        {
            if (
                !SituationTable.Exists(transaction, row.Situation)
                || !bounds.MaySeeSituation(transaction, row.Situation)
            )
                faults.Add(
                    row.Place.Wrong(
                        "situation",
                        $"'{OneLine.Shown(row.Situation)}' is not in situations.csv and not in the store"
                    )
                );
            else if (StoreHelper(row))
            {
                counts.Helpers++;
                counts.Touched.UnionWith(
                    SituationTable.In(transaction, row.Situation).Select(caring => caring.CaregiverId)
                );
            }
        }

        foreach (var row in folder.Network)
        {
            var id = people[row.Person];
            if (!StoreTie(row, id))
                continue;
            counts.Ties++;
            counts.Touched.Add(id);
        }
    }

    /// <remarks>What is said of somebody on those days already stays: it was said here.</remarks>
    private bool StoreTie(TieRow row, long id)
    {
        var tie = row.Tie with { CaregiverId = id };
        var there = TieTable
            .Of(transaction, id)
            .Where(stored => stored.Name == tie.Name)
            .Where(stored =>
                (tie.UntilOn is not { } until || stored.FromOn < until)
                && (stored.UntilOn is not { } end || tie.FromOn < end)
            )
            .ToList();
        if (there.Count == 0)
            TieTable.Add(transaction, tie);
        else if (there is not [var same] || same with { Id = 0 } != tie)
            counts.Leave($"{row.Person} {tie.Name}", "network");
        return there.Count == 0;
    }

    /// <summary>Whether only people care in it whom the reader may not see.</summary>
    private bool IsStrange(string code) =>
        SituationTable.Exists(transaction, code) && !bounds.MaySeeSituation(transaction, code);

    private bool StoreOwn(long id, SituationRow row)
    {
        var stored = PersonDetailsTable.Of(transaction, id);
        var details = bounds.Keep(id, row.Person, stored, row.Over(stored), counts);
        var isSaid = AddressCorrection.Save(transaction, id, details, by: null, time).Count > 0;
        var own = SituationTable.Of(transaction, id)[0];
        if (own.Situation is null)
            return SituationTable.SetOwn(transaction, id, row.Situation, row.Role) || isSaid;
        if (own.Role != row.Role)
            counts.Leave(row.Person, "role");
        return isSaid;
    }

    private bool StoreFurther(long id, SituationRow row)
    {
        var stored = SituationTable.Of(transaction, id).FirstOrDefault(caring => caring.Situation == row.Situation);
        if (stored is null)
        {
            SituationTable.SaveFurther(
                transaction,
                row.Over(new CareFacts { CaregiverId = id }) with
                {
                    Situation = row.Situation,
                }
            );
            return true;
        }

        var whose = $"{row.Person} {row.Situation}";
        var before = stored.Over(new PersonDetails());
        var said = bounds.Keep(id, whose, before, row.Over(stored).Over(before), counts, stored.Situation);
        if (row.Role != stored.Role)
            counts.Leave(whose, "role");
        if (PersonField.Between(before, said).Count == 0)
            return false;
        CareSituations.CorrectFurther(
            transaction,
            stored,
            stored with
            {
                Relation = said.Relation,
                HoursPerWeek = said.HoursPerWeek,
                CaringSince = said.CaringSince,
                LivesTogether = said.LivesTogether,
                Condition = said.Condition,
            },
            by: null,
            time
        );
        return true;
    }

    /// <remarks>That a helper stopped stays, whoever noted it: a list without it may be an older one.</remarks>
    private bool StoreHelper(HelperRow row)
    {
        var before = HelperTable.Of(transaction, row.Situation).FirstOrDefault(known => known.Name == row.Name);
        var helper = new Helper
        {
            Id = before?.Id ?? 0,
            Situation = row.Situation,
            Name = row.Name,
            Kind = row.Kind,
            Does = row.Does,
            FromOn = row.From,
            UntilOn = before?.UntilOn ?? row.Until,
        };
        if (helper.UntilOn != row.Until)
            counts.Leave($"{row.Situation} {row.Name}", "until");
        if (helper == before)
            return false;
        // Who comes in as stopped did so before we knew them: events.csv says to whom that happened.
        if (before is { UntilOn: null } && row.Until is { } until && until <= time.Today)
            CareSituations.DropOut(transaction, helper, until, time);
        else
            HelperTable.Save(transaction, helper);
        return true;
    }
}
