using CaregiverSignal.Enrolments;
using CaregiverSignal.Happenings;
using CaregiverSignal.People;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Cases;

/// <summary>A crisis after which nobody who talked to them has noted what happens next.</summary>
internal static class OpenCrisis
{
    /// <returns>Null for none, and if the colleague who noted it also said what happens next.</returns>
    internal static CareEvent? Of(Signal? open, IEnumerable<StoredFinding> found, IEnumerable<CareEvent> events) =>
        open is { ClosedAt: null }
        && found.LastOrDefault(it => it.Kind == SignalKind.Crisis && !(it.FoundAt <= open.ContactedAt)) is { } told
            ? events.LastOrDefault(it =>
                it.HappenedOn == told.RestsOn
                && it.ReportedBy != ReportedBy.Coordinator
                && Consequences.Crises.Contains(it.Kind)
            )
            : null;

    /// <summary>Records what happens next, as said in a conversation.</summary>
    internal static async Task GoOn(
        Transaction transaction,
        CareEvent crisis,
        WhatNow then,
        DateOnly? lookOn,
        SiteTime time
    )
    {
        var id = crisis.CaregiverId;
        if (then == WhatNow.Stops)
            await Participation.Stop(transaction, id, ReportedBy.Coordinator, time);
        else if (then == WhatNow.Aftercare)
            await Happen.Tell(
                transaction,
                new Telling(id, [EventKind.Admission], crisis.HappenedOn, Way.Colleague)
                {
                    Care = (await SituationTable.Find(transaction, id, crisis.Situation))?.Id,
                    LookOn = lookOn,
                },
                time
            );
    }
}
