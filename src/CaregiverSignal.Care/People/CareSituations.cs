namespace CaregiverSignal.People;

/// <summary>Who cares in which situation, who helps there, and what follows from changes.</summary>
internal static class CareSituations
{
    /// <summary>The field that records that somebody left a situation.</summary>
    public const string Left = "situation";

    /// <summary>The situation a caregiver came with; it has a code from now on.</summary>
    internal static async Task<string> OwnOf(Transaction transaction, long caregiverId)
    {
        var own = (await SituationTable.Of(transaction, caregiverId))[0];
        if (own.Situation is { } known)
            return known;
        var code = await SituationTable.NewCode(transaction, own.Id);
        await SituationTable.SetOwn(transaction, caregiverId, code, own.Role);
        return code;
    }

    internal static async Task<bool> CareTogether(Transaction transaction, long one, long other) =>
        one != other
        && (await SituationTable.Of(transaction, one))
            .Select(care => care.Situation)
            .OfType<string>()
            .Intersect((await SituationTable.Of(transaction, other)).Select(care => care.Situation).OfType<string>())
            .Any();

    /// <summary>Adds a caregiver to a situation besides those they have.</summary>
    /// <remarks>If they have no other, it becomes their first, which their details and people.csv describe.</remarks>
    internal static async Task Add(Transaction transaction, CareFacts careFacts, long? by, SiteTime time)
    {
        careFacts = await Completed(transaction, careFacts);
        var own = (await SituationTable.Of(transaction, careFacts.CaregiverId))[0];
        if (own.IsEmpty || own.Situation == careFacts.Situation)
        {
            await SaveOwn(transaction, careFacts, by, time);
            return;
        }

        await OwnOf(transaction, careFacts.CaregiverId);
        await SituationTable.SaveFurther(transaction, careFacts);
    }

    /// <summary>Adds what is already known of the person cared for, if this does not say it.</summary>
    internal static async Task<CareFacts> Completed(Transaction transaction, CareFacts careFacts) =>
        careFacts.Situation is { } situation && await SituationTable.In(transaction, situation) is [var known, ..]
            ? careFacts with
            {
                BornIn = careFacts.BornIn ?? known.BornIn,
                Municipality = careFacts.Municipality ?? known.Municipality,
            }
            : careFacts;

    /// <summary>Saves what a caregiver says of a further situation, and keeps the previous values.</summary>
    /// <param name="by">Who corrected it; null for an import.</param>
    internal static async Task CorrectFurther(
        Transaction transaction,
        CareFacts stored,
        CareFacts careFacts,
        long? by,
        SiteTime time
    )
    {
        await SituationTable.SaveFurther(transaction, careFacts);
        var before = stored.Over(new PersonDetails());
        foreach (var field in PersonField.Between(before, careFacts.Over(before)))
            await DetailChangeTable.Add(
                transaction,
                careFacts.CaregiverId,
                field.Column,
                field.Text(before),
                by,
                time.Now,
                stored.Situation
            );
    }

    /// <summary>Saves what a caregiver says of their first situation, and keeps the previous values.</summary>
    /// <param name="by">Who corrected it; null for an import.</param>
    internal static async Task SaveOwn(Transaction transaction, CareFacts careFacts, long? by, SiteTime time)
    {
        var details = careFacts.Over(await PersonDetailsTable.Of(transaction, careFacts.CaregiverId));
        // The code first: it says whom the details are about.
        await SituationTable.SetOwn(transaction, careFacts.CaregiverId, careFacts.Situation, careFacts.Role);
        await PersonDetailsTable.Change(transaction, careFacts.CaregiverId, details, by, time);
    }

    /// <summary>Records that a caregiver's first situation is the same as that of others.</summary>
    /// <remarks>If they were alone in it, their helpers come along, and so does what is known of the person cared
    /// for.</remarks>
    internal static async Task Unite(Transaction transaction, long caregiverId, string situation, CareRole role)
    {
        var own = (await SituationTable.Of(transaction, caregiverId))[0];
        await SituationTable.SetOwn(transaction, caregiverId, situation, role);
        if (own.Situation is not { } before || (await SituationTable.In(transaction, before)).Count > 0)
            return;
        await HelperTable.Move(transaction, before, situation);
        await CaredForTable.Move(transaction, before, situation);
        await SituationTable.RemoveEmpty(transaction, before);
    }

    /// <summary>Ends the care in a situation; the next one then takes first place.</summary>
    /// <remarks>The situation remains for others who care in it, and goes with the last of them.</remarks>
    /// <returns>False if they do not care in it.</returns>
    internal static async Task<bool> Leave(
        Transaction transaction,
        long caregiverId,
        string situation,
        long? by,
        SiteTime time
    )
    {
        var all = await SituationTable.Of(transaction, caregiverId);
        if (all.FirstOrDefault(facts => facts.Situation == situation) is not { } left)
            return false;
        await DetailChangeTable.Add(transaction, caregiverId, Left, null, by, time.Now, situation);
        var next = left.IsOwn ? all.FirstOrDefault(facts => !facts.IsOwn) : left;
        if (next is not null)
            await SituationTable.RemoveFurther(transaction, next.Id);
        if (left.IsOwn)
        {
            await SaveOwn(transaction, next ?? new CareFacts { CaregiverId = caregiverId }, by, time);
            if (next is { Ended: { } ended, EndedOn: { } on })
                await SituationTable.End(transaction, left.Id, ended, on);
            else
                await SituationTable.GoOn(transaction, left.Id);
        }

        await SituationTable.RemoveEmpty(transaction, situation);
        return true;
    }
}
