using CaregiverSignal.Files;
using CaregiverSignal.Happenings;
using CaregiverSignal.Invitations;
using CaregiverSignal.Networks;
using CaregiverSignal.People;

namespace CaregiverSignal.Import;

/// <summary>Stores caring roles, helpers and networks; removes nothing.</summary>
internal sealed class SituationImport(
    Transaction transaction,
    ImportBounds bounds,
    ImportCounts counts,
    List<Fault> faults,
    SiteTime time
)
{
    /// <summary>The row about somebody's first situation, in people.csv too: the stored one, or else the
    /// first.</summary>
    public static async Task<SituationRow?> OwnOf(
        Transaction transaction,
        long caregiverId,
        IEnumerable<SituationRow> rows
    )
    {
        if (!rows.Any())
            return null;
        var own = (await SituationTable.Of(transaction, caregiverId))[0];
        return rows.FirstOrDefault(row => own.Situation is null || row.Situation == own.Situation);
    }

    public async Task Store(ImportFolder folder, Dictionary<string, long> people)
    {
        foreach (var rows in folder.Situations.GroupBy(row => row.Person))
        {
            var id = people[rows.Key];
            var strange = (await rows.WhereAsync(row => IsStrange(row.Situation))).ToList();
            faults.AddRange(
                strange.Select(row =>
                    row.Place.Wrong("situation", $"'{OneLine.Shown(row.Situation)}' cannot be: choose another code")
                )
            );
            if (strange.Count > 0)
                continue;
            faults.AddRange(
                rows.Where(row => row.Born > time.Today.Year)
                    .Select(row => row.Place.Wrong("born", $"is {row.Born}, after this year; look at the year"))
            );
            var (left, taken) = (rows.Where(HasLeft).ToList(), rows.Where(row => !HasLeft(row)).ToList());
            left.ForEach(row => counts.Leave(row.Person, $"{CareSituations.Left} {row.Situation}"));
            var own = await OwnOf(transaction, id, taken);
            var changed = (
                await taken.WhereAsync(async row => row == own ? await StoreOwn(id, row) : await StoreFurther(id, row))
            ).Count;
            counts.Situations += changed;
            if (changed > 0)
                counts.Touched.Add(id);
            bool HasLeft(SituationRow row) => bounds.HasLeft(id, row.Situation);
        }

        foreach (var row in folder.Helpers)
        {
            if (
                !await SituationTable.Exists(transaction, row.Situation)
                || !await bounds.MaySeeSituation(transaction, row.Situation)
            )
                faults.Add(
                    row.Place.Wrong(
                        "situation",
                        $"'{OneLine.Shown(row.Situation)}' is not in situations.csv and not in the store"
                    )
                );
            else if (await StoreHelper(row))
            {
                counts.Helpers++;
                counts.Touched.UnionWith(
                    (await SituationTable.In(transaction, row.Situation)).Select(caring => caring.CaregiverId)
                );
            }
        }

        foreach (var row in folder.Network)
        {
            var id = people[row.Person];
            if (!await StoreTie(row, id))
                continue;
            counts.Ties++;
            counts.Touched.Add(id);
        }
    }

    /// <summary>Ends the care of people admitted or deceased in the file, on the day that an event gives.</summary>
    /// <remarks>It changes nobody's state, left to <c>status</c> and events, and resumes no ended care.</remarks>
    public async Task StoreEnds(ImportFolder folder, Dictionary<string, long> people)
    {
        foreach (var row in folder.Situations.Where(row => row.Lives is Lives.Admitted or Lives.Died))
        {
            var care = await SituationTable.Find(transaction, people[row.Person], row.Situation);
            var (kind, end) =
                row.Lives == Lives.Died ? (EventKind.Death, CareEnd.Death) : (EventKind.Admission, CareEnd.Admission);
            if (care is null || care.Ended == end)
                continue;
            if (care.Ended is null && await DayOf(folder, row, kind) is { } on)
                await SituationTable.End(transaction, care.Id, end, on);
            else
                counts.Leave($"{row.Person} {row.Situation}", "lives");
        }
    }

    /// <summary>The last day on which anybody reported it about the person cared for; null if nobody did.</summary>
    private async Task<DateOnly?> DayOf(ImportFolder folder, SituationRow row, EventKind kind) =>
        (
            await (await SituationTable.In(transaction, row.Situation)).SelectManyAsync(care =>
                EventTable.Of(transaction, care.CaregiverId)
            )
        )
            .Select(told => (told.Kind, told.Situation, Day: told.HappenedOn))
            .Concat(
                folder
                    .Events.Where(told => told.Person == row.Person)
                    .Select(told => (told.Kind, told.Situation, Day: told.Date))
            )
            .Where(told => told.Kind == kind && (told.Situation is null || told.Situation == row.Situation))
            .Max(told => (DateOnly?)told.Day);

    /// <remarks>Existing statements about a person on those days stay: they were made here.</remarks>
    private async Task<bool> StoreTie(TieRow row, long id)
    {
        var tie = row.Tie with { CaregiverId = id };
        var there = (await TieTable.Of(transaction, id))
            .Where(stored => stored.Name == tie.Name)
            .Where(stored =>
                (tie.UntilOn is not { } until || stored.FromOn < until)
                && (stored.UntilOn is not { } end || tie.FromOn < end)
            )
            .ToList();
        if (there.Count == 0)
            await TieTable.Add(transaction, tie);
        else if (there is not [var same] || same with { Id = 0 } != tie)
            counts.Leave($"{row.Person} {tie.Name}", "network");
        return there.Count == 0;
    }

    /// <summary>Whether only people whom the reader may not see care in it.</summary>
    private async Task<bool> IsStrange(string code) =>
        await SituationTable.Exists(transaction, code) && !await bounds.MaySeeSituation(transaction, code);

    private async Task<bool> StoreOwn(long id, SituationRow row)
    {
        var own = (await SituationTable.Of(transaction, id))[0];
        var isNew = own.Situation is null && await SituationTable.SetOwn(transaction, id, row.Situation, row.Role);
        if (own.Situation is not null && own.Role != row.Role)
            counts.Leave(row.Person, "role");
        var stored = await PersonDetailsTable.Of(transaction, id);
        LeavePerson($"{row.Person} {row.Situation}", row, stored);
        var details = bounds.Keep(id, row.Person, stored, row.WithPerson(stored), counts);
        return (await AddressCorrection.Save(transaction, id, details, by: null, time)).Count > 0 || isNew;
    }

    private async Task<bool> StoreFurther(long id, SituationRow row)
    {
        var stored = await SituationTable.Find(transaction, id, row.Situation);
        if (stored is null)
        {
            await SituationTable.SaveFurther(
                transaction,
                row.Over(
                    await CareSituations.Completed(
                        transaction,
                        new CareFacts { CaregiverId = id, Situation = row.Situation }
                    )
                )
            );
            return true;
        }

        var whose = $"{row.Person} {row.Situation}";
        var before = stored.Over(new PersonDetails());
        LeavePerson(whose, row, before);
        var said = bounds.Keep(id, whose, before, row.Over(stored).Over(before), counts, stored.Situation);
        if (row.Role != stored.Role)
            counts.Leave(whose, "role");
        if (PersonField.Between(before, said).Count == 0)
            return false;
        await CareSituations.CorrectFurther(transaction, stored, stored.With(said), by: null, time);
        return true;
    }

    private void LeavePerson(string whose, SituationRow row, PersonDetails stored)
    {
        if (row.Born is { } born && stored.CaredForBorn is { } known && born != known)
            counts.Leave(whose, "born");
        if (
            row.Town is { } town
            && stored.CaredForMunicipality is { } place
            && !place.Equals(town, StringComparison.OrdinalIgnoreCase)
        )
            counts.Leave(whose, "place");
    }

    /// <remarks>A helper's recorded end stays, whoever noted it: a list without it may be an older one.</remarks>
    private async Task<bool> StoreHelper(HelperRow row)
    {
        var before = (await HelperTable.Of(transaction, row.Situation)).FirstOrDefault(known => known.Name == row.Name);
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
        // A helper who arrives as stopped did so before we knew them: events.csv says whom that affected.
        if (before is { UntilOn: null } && row.Until is { } until && until <= time.Today)
            await HelpChanges.DropOut(transaction, helper, until, Way.File, time);
        else
            await HelperTable.Save(transaction, helper);
        return true;
    }
}
