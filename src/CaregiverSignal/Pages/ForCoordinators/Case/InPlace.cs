using CaregiverSignal.Cases;
using CaregiverSignal.Pages.ForCoordinators.Help;
using CaregiverSignal.Referrals;

namespace CaregiverSignal.Pages.ForCoordinators.Case;

/// <summary>Help in place or tried, worked out from the events; pure.</summary>
public static class InPlace
{
    private static readonly Texts Words = CaseModel.Words;

    private static readonly EventKind[][] Subjects =
    [
        [EventKind.RespiteStarted, EventKind.RespiteFailed, EventKind.RespiteEnded],
        [EventKind.SupportStarted, EventKind.SupportEnded],
        [EventKind.FormalHelpReduced],
        [EventKind.HelperLost],
    ];

    /// <summary>The newest event per subject, its state: respite, support, formal help, helpers.</summary>
    /// <param name="events">Oldest first; of two on one day the later one counts.</param>
    public static IReadOnlyList<CareEvent> Of(IReadOnlyList<CareEvent> events) =>
        [
            .. Subjects
                .Select(subject => events.LastOrDefault(careEvent => subject.Contains(careEvent.Kind)))
                .OfType<CareEvent>(),
        ];

    /// <summary>All help in one list: agreements, what we arrange, and what was reported; never empty.</summary>
    public static IReadOnlyList<string> LinesOf(CaseFile file, DateOnly today)
    {
        List<ArrangedHelp> open = [.. file.Course.Help.Where(help => help.IsOpen)];
        var lines = open.Select(help => LineOf(help, file.Care.IsOver, today))
            .Concat(Of(file.Course.Events).Where(careEvent => !IsFollowed(careEvent.Kind, open)).Select(LineOf))
            .DefaultIfEmpty(Words["InPlace.None"]);
        if (file.Contacts.LastTalk is { } spoken)
            lines = lines.Append(Words["InPlace.Spoken", ("dag", Texts.Day(spoken.DoneOn, today))]);
        return
        [
            .. file.Contacts.Agreements.Where(agreement => agreement.HoldsOn(today)).Select(AgreementRecord.TextOf),
            .. lines,
        ];
    }

    private static string LineOf(ArrangedHelp help, bool isAfterCare, DateOnly today) =>
        Words[
            help.NextOn < today ? "Help.Late" : "Help.Line",
            ("hulp", HelpWords.WithOffer(help, help.Kind.Name)),
            ("stand", HelpLine.ObjectionOf(help.Objection)?.TrimEnd('.') ?? HelpWords.StateOf(help.Step)),
            ("dag", Texts.Day(help.NextOn!.Value))
        ] + (isAfterCare ? " " + HelpWords.AfterCare(help.Kind) : "");

    /// <summary>Whether open help has a line of its own for this event.</summary>
    private static bool IsFollowed(EventKind kind, List<ArrangedHelp> open)
    {
        var groups = open.Select(help => help.Kind.Group);
        return kind switch
        {
            EventKind.RespiteStarted => groups.Contains(HelpGroup.Respite),
            EventKind.SupportStarted => groups.Any(group => group is HelpGroup.Support or HelpGroup.FormalRoad),
            _ => false,
        };
    }

    /// <summary>Reported help; a note says if running help is not on our list.</summary>
    private static string LineOf(CareEvent careEvent)
    {
        string?[] parts =
        [
            Words["InPlace." + careEvent.Kind.Code(), ("dag", Texts.Day(careEvent.HappenedOn))],
            EventWords.DayUnsaid(careEvent),
            careEvent.Note.Length > 0 ? DisplayText.Visible(careEvent.Note) : null,
            careEvent.Kind is EventKind.RespiteStarted or EventKind.SupportStarted ? Words["InPlace.NotOurs"] : null,
        ];
        return string.Join(' ', parts.OfType<string>());
    }
}
