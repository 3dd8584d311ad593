namespace CaregiverSignal.People;

/// <summary>Who cares in which situation, who helps there, and what follows when that changes.</summary>
public static class CareSituations
{
    /// <summary>The field under which it is kept that somebody left a situation.</summary>
    public const string Left = "situation";

    /// <summary>The situation somebody came with; it has a code from now on.</summary>
    internal static string OwnOf(Transaction transaction, long caregiverId)
    {
        var own = SituationTable.Of(transaction, caregiverId)[0];
        if (own.Situation is { } known)
            return known;
        var code = SituationTable.NewCode(transaction, own.Id);
        SituationTable.SetOwn(transaction, caregiverId, code, own.Role);
        return code;
    }

    internal static bool CareTogether(Transaction transaction, long one, long other) =>
        one != other
        && SituationTable
            .Of(transaction, one)
            .Select(care => care.Situation)
            .OfType<string>()
            .Intersect(SituationTable.Of(transaction, other).Select(care => care.Situation).OfType<string>())
            .Any();

    /// <summary>Lets a caregiver care in a situation besides those they care in.</summary>
    /// <remarks>
    /// Whoever has nothing else gets it as the one they came with, which their details and people.csv describe.
    /// </remarks>
    internal static void Add(Transaction transaction, CareFacts careFacts, long? by, SiteTime time)
    {
        careFacts = Completed(transaction, careFacts);
        var own = SituationTable.Of(transaction, careFacts.CaregiverId)[0];
        if (own.IsEmpty || own.Situation == careFacts.Situation)
        {
            SaveOwn(transaction, careFacts, by, time);
            return;
        }

        OwnOf(transaction, careFacts.CaregiverId);
        SituationTable.SaveFurther(transaction, careFacts);
    }

    /// <summary>With what is known already of the person cared for, where it does not say that itself.</summary>
    internal static CareFacts Completed(Transaction transaction, CareFacts careFacts) =>
        careFacts.Situation is { } situation && SituationTable.In(transaction, situation) is [var known, ..]
            ? careFacts with
            {
                BornIn = careFacts.BornIn ?? known.BornIn,
                Municipality = careFacts.Municipality ?? known.Municipality,
            }
            : careFacts;

    /// <summary>Saves what a caregiver says of a further situation, and keeps what stood there.</summary>
    /// <param name="by">Who corrected it; null for an import.</param>
    internal static void CorrectFurther(
        Transaction transaction,
        CareFacts stored,
        CareFacts careFacts,
        long? by,
        SiteTime time
    )
    {
        SituationTable.SaveFurther(transaction, careFacts);
        var before = stored.Over(new PersonDetails());
        foreach (var field in PersonField.Between(before, careFacts.Over(before)))
            DetailChangeTable.Add(
                transaction,
                careFacts.CaregiverId,
                field.Column,
                field.Text(before),
                by,
                time.Now,
                stored.Situation
            );
    }

    /// <summary>Saves what a caregiver says of the situation they came with, and keeps what stood there.</summary>
    /// <param name="by">Who corrected it; null for an import.</param>
    internal static void SaveOwn(Transaction transaction, CareFacts careFacts, long? by, SiteTime time)
    {
        var details = careFacts.Over(PersonDetailsTable.Of(transaction, careFacts.CaregiverId));
        // First the code: it says of whom the details are.
        SituationTable.SetOwn(transaction, careFacts.CaregiverId, careFacts.Situation, careFacts.Role);
        PersonDetailsTable.Change(transaction, careFacts.CaregiverId, details, by, time);
    }

    /// <summary>Says that the situation with which somebody came is the same as that of others.</summary>
    /// <remarks>Where they were alone, their helpers come along, and what is known of whom they care for.</remarks>
    internal static void Unite(Transaction transaction, long caregiverId, string situation, CareRole role)
    {
        var own = SituationTable.Of(transaction, caregiverId)[0];
        SituationTable.SetOwn(transaction, caregiverId, situation, role);
        if (own.Situation is not { } before || SituationTable.In(transaction, before).Count > 0)
            return;
        HelperTable.Move(transaction, before, situation);
        CaredForTable.Move(transaction, before, situation);
        SituationTable.RemoveEmpty(transaction, before);
    }

    /// <summary>Ends the care that somebody gives in a situation; the next one takes the place of the first.</summary>
    /// <remarks>The situation stays for who else cares in it, and goes with the last.</remarks>
    /// <returns>False when they do not care in it.</returns>
    internal static bool Leave(Transaction transaction, long caregiverId, string situation, long? by, SiteTime time)
    {
        var all = SituationTable.Of(transaction, caregiverId);
        if (all.FirstOrDefault(facts => facts.Situation == situation) is not { } left)
            return false;
        DetailChangeTable.Add(transaction, caregiverId, Left, null, by, time.Now, situation);
        var next = left.IsOwn ? all.FirstOrDefault(facts => !facts.IsOwn) : left;
        if (next is not null)
            SituationTable.RemoveFurther(transaction, next.Id);
        if (left.IsOwn)
        {
            SaveOwn(transaction, next ?? new CareFacts { CaregiverId = caregiverId }, by, time);
            if (next is { Ended: { } ended, EndedOn: { } on })
                SituationTable.End(transaction, left.Id, ended, on);
            else
                SituationTable.GoOn(transaction, left.Id);
        }

        SituationTable.RemoveEmpty(transaction, situation);
        return true;
    }
}
