using CaregiverSignal.Answers;
using CaregiverSignal.Cases;
using CaregiverSignal.Invitations;
using CaregiverSignal.Referrals;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Pages.ForCoordinators.Case;

/// <summary>How to begin a call, or a message to somebody who wants no call.</summary>
/// <param name="Opening">Empty when no finding gives a way to begin.</param>
/// <param name="Barrier">What makes asking for help hard for this caregiver, and what the coordinator can say to that;
/// null when nothing does.</param>
public sealed record CallModel(bool ByMessage, string Opening, FactLine? Barrier)
{
    private static readonly Texts Words = CaseModel.Words;

    /// <summary>A request to be called comes first; then what is easiest to ask about comes before what only numbers
    /// show (our choice).</summary>
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

    /// <summary>The first day of the wishes that still hold; an older one is only shown, with its day.</summary>
    public static DateOnly WishesSince(DateOnly today) => today.AddMonths(-KnownCare.HoldsMonths);

    /// <returns>Null without an open signal, and where whoever they cared for died.</returns>
    public static CallModel? Of(CaseFile file, SiteTime time)
    {
        if (file.Open is not { } open || file.Care.Lost is not null)
            return null;
        // Of one who died while other care goes on.
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

    /// <summary>What came since the last talk, or how it is where nothing did: what was talked about opens no talk
    /// again.</summary>
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

    /// <returns>Null without findings. A request to be called comes first; then red before amber.</returns>
    private static SignalKind? FirstOf(IEnumerable<StoredFinding> findings) =>
        findings
            .OrderBy(finding => finding.Kind.IsUrgent() ? 0 : 1)
            .ThenByDescending(finding => finding.Urgency)
            .ThenBy(finding => Array.IndexOf(Order, finding.Kind))
            .Select(finding => (SignalKind?)finding.Kind)
            .FirstOrDefault();
}
