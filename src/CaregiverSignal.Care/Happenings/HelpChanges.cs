using CaregiverSignal.Networks;
using CaregiverSignal.People;
using CaregiverSignal.Referrals;
using CaregiverSignal.Signals.Life;

namespace CaregiverSignal.Happenings;

/// <summary>Help that begins, fails or stops, through a step or the helper, and what follows.</summary>
internal static class HelpChanges
{
    private static readonly Texts Words = Texts.Of(typeof(EventWords));

    /// <inheritdoc cref="HelpArrangements.Take"/>
    internal static async Task Take(
        Transaction transaction,
        ArrangedHelp help,
        NewStep step,
        long coordinatorId,
        SiteTime time
    )
    {
        // The earlier report and the step that ends the help are one fact.
        var isTold = HelpRoad.IsEnd(step.Step) && await HelpTable.WasHeard(transaction, help.Id);
        var taken = await HelpArrangements.Take(transaction, help, step, coordinatorId, time);
        if (HelpRoad.EventOf(help, taken.Step) is not { } happened)
            return;
        var told = new Telling(taken.CaregiverId, [happened], taken.StepOn, Way.Colleague)
        {
            Note = HelpWords.NoteOf(taken),
            Help = taken.Id,
        };
        if (isTold)
            await Happen.LookAgain(transaction, told, time);
        else
            await Happen.Tell(transaction, told, time);
    }

    /// <summary>Ends the help of somebody who dropped out: an event for everybody who cares for that person.</summary>
    /// <remarks>Help that ends as planned is no event: its last day was known (docs/signals.md).</remarks>
    internal static async Task DropOut(Transaction transaction, Helper helper, DateOnly on, Way way, SiteTime time)
    {
        await HelperTable.Save(transaction, helper with { UntilOn = on });
        foreach (var care in await SituationTable.In(transaction, helper.Situation))
        {
            // Skip caregivers who reported it themselves.
            if (!(await Happen.Known(transaction, care.CaregiverId, helper.Loss, on)).Any(known => known.IsTold))
                await Happen.Tell(
                    transaction,
                    new Telling(care.CaregiverId, [helper.Loss], on, way) { Note = helper.Name, Care = care.Id },
                    time
                );
        }
    }

    /// <summary>Undoes that somebody stopped helping, with the consequences for each caregiver.</summary>
    internal static async Task GoOn(Transaction transaction, Helper helper, SiteTime time)
    {
        await HelperTable.Save(transaction, helper with { UntilOn = null });
        if (helper.UntilOn is not { } until)
            return;
        foreach (var id in (await SituationTable.In(transaction, helper.Situation)).Select(care => care.CaregiverId))
        {
            var wrong = (await Happen.Known(transaction, id, helper.Loss, until)).FirstOrDefault(known =>
                known.HappenedOn == until && known.Note == helper.Name && !known.IsTold
            );
            if (wrong is null)
                continue;
            await EventTable.Remove(transaction, id, wrong.Id);
            await SignalTable.RemoveLook(transaction, id, wrong.RecordedAt);
            await EvaluationTable.Request(transaction, id, time.Now);
        }
    }

    /// <summary>Removes somebody from the network as of today. If half the network is gone with them, and staff may see
    /// it, that is an event.</summary>
    /// <returns>The name; null if the row no longer exists.</returns>
    internal static async Task<string?> LeaveCircle(
        Transaction transaction,
        long caregiverId,
        long tie,
        Way way,
        Language home,
        SiteTime time
    )
    {
        var hadHalved = await HasHalved();
        var name = await Ties.End(transaction, caregiverId, tie, time.Today);
        if (
            !hadHalved
            && await HasHalved()
            && await NetworkConsent.Of(transaction, caregiverId, time.Today) is not null
        )
            await Happen.Tell(
                transaction,
                new Telling(caregiverId, [EventKind.HelperLost], time.Today, way)
                {
                    Note = Languages.In(home, () => Words["CircleHalved"]),
                },
                time
            );
        return name;

        async Task<bool> HasHalved() => Network.HasHalved(await TieTable.Of(transaction, caregiverId), time.Today);
    }
}
