using CaregiverSignal.Answers;
using CaregiverSignal.Cases;
using CaregiverSignal.Invitations;
using CaregiverSignal.Referrals;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Pages.ForCoordinators.Case;

/// <summary>How to start a call, or a message to somebody who does not want calls.</summary>
/// <param name="Opening">Empty if no finding suggests one.</param>
/// <param name="Barrier">What makes asking for help hard for them, and how to respond; null if nothing does.</param>
public sealed record CallModel(bool ByMessage, string Opening, FactLine? Barrier)
{
    private static readonly Texts Words = CaseModel.Words;

    /// <summary>A request to be called first, then what is easier to ask about than numbers (our choice).</summary>
    private static readonly SignalKind[] Order =
    [
        SignalKind.Crisis,
        SignalKind.Request,
        SignalKind.Event,
        SignalKind.Silence,
        SignalKind.Divergence,
        SignalKind.Item,
        SignalKind.Support,
        SignalKind.Level,
        SignalKind.Trend,
        SignalKind.Change,
    ];

    /// <summary>The first day of current wishes; older ones are only shown, with their day.</summary>
    public static DateOnly WishesSince(DateOnly today) => today.AddMonths(-KnownCare.HoldsMonths);

    /// <returns>Null without an open signal, or if the person they cared for died.</returns>
    public static CallModel? Of(CaseFile file, SiteTime time)
    {
        if (file.Open is not { } open || file.Care.Lost is not null)
            return null;
        // One person died, while care for another continues.
        if (file.HappenedLast is { Kind: EventKind.Death } death && !(death.RecordedAt <= open.ContactedAt))
            return new(file.Contacts.ByMessage, Words["Opening.Condole"], null);
        if (file.Course.Newest.Count == 0)
            return new(file.Contacts.ByMessage, "", null);
        return new CallModel(
            file.Contacts.ByMessage,
            file.Contacts.ByMessage ? TalkOfferMail.Words["OfferBody"] : OpeningOf(file, open, time),
            file.Contacts.ByMessage
            || file.Answers.OfHelp.FirstOrDefault(said =>
                said.Barrier is not null && said.Day >= WishesSince(time.Today)
            )
                is not { Barrier: not HelpBarrier.None } barrier
                ? null
                : new(
                    Words[
                        "OpeningBarrier",
                        ("voornaam", WhoModel.CalledAs(file.Caregiver)),
                        ("antwoord", barrier.Answer)
                    ],
                    Words["Barrier." + barrier.Barrier]
                )
        );
    }

    /// <summary>An opening from what is new since the last conversation; without news, how things are. What was already
    /// discussed opens no conversation.</summary>
    private static string OpeningOf(CaseFile file, Signal open, SiteTime time) =>
        FirstOf(
            open.ContactedAt is { } at
                ? file.Course.Newest.Where(found => found.IsNewsSince(at, file.Course.Found))
                : file.Course.Newest
        )
            is { } kind
            ? kind is SignalKind.Event or SignalKind.Crisis && file.HappenedLast is { } last
                ? Words[
                    "Opening.Happened",
                    ("wat", HappenedWords.ToThem(last.Kind, HappenedWords.CareOf(last, file.Care.Cares)))
                ]
                : Words["Opening." + kind.Code()]
            : open.ContactedAt is { } talk
                ? Words["Opening.AfterTalk", ("dag", Texts.Day(time.DayOf(talk), time.Today))]
                : "";

    /// <returns>Null without findings.</returns>
    private static SignalKind? FirstOf(IEnumerable<StoredFinding> findings) =>
        findings
            .OrderBy(finding => finding.Kind.IsUrgent() ? 0 : 1)
            .ThenByDescending(finding => finding.Urgency)
            .ThenBy(finding => Array.IndexOf(Order, finding.Kind))
            .Select(finding => (SignalKind?)finding.Kind)
            .FirstOrDefault();
}
