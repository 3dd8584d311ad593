using CaregiverSignal.Caseload;
using CaregiverSignal.Cases;
using CaregiverSignal.Pages.ForCoordinators.Consents;
using CaregiverSignal.Pages.ForCoordinators.ToDo;
using CaregiverSignal.Signals.Life;

namespace CaregiverSignal.Pages.ForCoordinators.Case;

public static class CaseNotices
{
    private static readonly Texts Words = CaseModel.Words;

    /// <param name="byMessage">Whether to ask the caregiver first if a call is welcome.</param>
    public static string StateOf(Signal signal, bool byMessage, IEnumerable<StoredFinding> found, SiteTime time)
    {
        if (signal is { IsLine: true, NextOn: { } by })
            return Words[
                found.All(finding => finding.FoundAt < signal.SeenAt) ? "State.LineTaken" : "State.Line",
                ("dag", WaitingTime.By(by, time.Today))
            ];
        var since = (signal.IsFollowed, signal.IsContacted) switch
        {
            (true, _) => Words["State.Followed", ("dag", Texts.Day(signal.OpenedOn, time.Today))],
            (_, true) => Words["State.Open", ("dag", Texts.Day(signal.WaitsSince, time.Today))],
            _ => Words[
                "State.Since",
                ("dag", Texts.Day(signal.WaitsSince, time.Today)),
                ("wacht", WaitingTime.Of(signal.WaitsSince, time.Today, time.WorkingDays))
            ],
        };
        var on = signal.NextOn is { } next ? WaitingTime.On(next, time.Today, signal.NextAt) : null;
        var step = signal switch
        {
            { SeenAt: null, IsFollowed: true, NextOn: not null } => "State.First",
            // It came back after a closing, and nobody has tried yet.
            { IsFollowed: false, NextOn: not null, IsContacted: false, Tries: 0 } when !byMessage => "State.First",
            { SeenAt: null } => "State.TakeUp",
            // Agreed when a signal was closed, mostly after a conversation.
            { NextOn: not null, IsFollowed: true, IsContacted: false, Tries: 0 } => "State.Again",
            { NextOn: not null, IsContacted: false, Tries: 0 } => "State.Ask",
            { NextOn: not null, IsContacted: false } => "State.TryAgain",
            { NextOn: not null, Tries: > 0 } => "State.TryLater",
            { NextOn: not null } => signal.NextAt is null ? "State.Look" : "State.Again",
            _ => byMessage ? "State.Ask" : "State.Call",
        };
        string?[] lines =
        [
            // If something red is new, the reasons say so.
            signal is { AwaitsTalk: true, ContactedAt: not null, RedNewsAt: null }
                ? Words["State.Red"]
                : null,
            since,
            Words[
                step,
                ("wanneer", on ?? ""),
                ("dag", signal.SeenAt is { } seen ? Texts.Day(time.DayOf(seen), time.Today) : "")
            ],
            signal.NextOn < time.Today ? Words["IsLate"] : null,
            Tried.Of(signal, time.Today),
            signal.IsWithDeputy ? Words["State.Deputy"] : null,
        ];
        return string.Join(' ', lines.OfType<string>());
    }

    /// <summary>A promised call and how they want it, or its cancellation since the last conversation; or
    /// null.</summary>
    public static string? PromiseOf(CaseFile file, SiteTime time) =>
        file.Contacts.LastCall is { DoneAt: null } call
            ? string.Join(
                ' ',
                [
                    // An attempt today already has a day for the next.
                    .. file.Open?.TriedOn == time.Today
                        ? []
                        : TaskLines.AimOf(call.WantedOn, time.DayOf(call.OpenedAt), call.DueOn, call.Part, time),
                    Words["State.Promised", ("dag", WaitingTime.By(call.DueOn, time.Today))],
                    .. TaskLines.ChosenSince(call.DueOn, call.WantedOn),
                    .. TaskLines.HowToCall(call.Part, phone: null),
                ]
            )
        : file.Contacts.TookBack is { } day ? TookBack(day)
        : null;

    public static string TookBack(DateOnly day) => Words["State.TookBack", ("dag", Texts.DayAndMonth(day))];

    /// <summary>What to know before speaking to somebody in aftercare; null for others.</summary>
    public static string? AftercareOf(Caregiver caregiver, CareEvent? ended, DateOnly today)
    {
        if (caregiver.Status != CaregiverStatus.Aftercare || ended is null)
            return null;
        var text = Words["Ended." + ended.Kind, ("dag", EventWords.DayOf(ended.HappenedOn, ended.DayUnsaid))];
        return caregiver.AftercareOn switch
        {
            null => $"{text} {Words["Aftercare.NoNext"]}",
            { } next when next > today => $"{text} {Words["Aftercare.Next", ("dag", Texts.Day(next))]}",
            // The next run calculates the next day.
            _ => text,
        };
    }

    /// <summary>Warnings that answers or messages are not as they seem.</summary>
    public static IReadOnlyList<string> Of(CaseFile file, SiteTime time) =>
        [
            .. new[]
            {
                file is { Contacts: { SaidNoOn: { } day, ByMessage: false }, Care.Lost: null, Open.AwaitsTalk: true }
                    ? Words["State.CallAnyway", ("dag", Texts.Day(day, time.Today))]
                    : null,
                InvalidatedRecord.Notice(file.Answers.Gone, file.Course.Found, WhoModel.CalledAs(file.Caregiver), time),
                AlsoToDoModel.TellsOfMail(file.Tasks.Open) ? null : MailOf(file, time),
                file.Mail.CodeTriedAt is { } tried
                    ? Words[
                        "CodeTried",
                        ("dag", Texts.Day(time.DayOf(tried), time.Today)),
                        ("voornaam", WhoModel.CalledAs(file.Caregiver))
                    ]
                    : null,
            }.OfType<string>(),
            .. LostTo(file, time),
        ];

    /// <summary>That a message to a professional who should know did not arrive.</summary>
    private static IEnumerable<string> LostTo(CaseFile file, SiteTime time) =>
        file.Mail.Lost.Select(lost =>
            Words[
                "Mail.shared",
                ("dag", Texts.Day(time.DayOf(lost.MailedAt))),
                ("wie", ConsentWords.RecipientOf(lost.To))
            ]
        );

    public static string? MailOf(CaseFile file, SiteTime time) =>
        file.Mail.Trouble is { } trouble
            ? Words["Mail." + trouble.Why, ("dag", Texts.Day(time.DayOf(trouble.At), time.Today))]
            : null;
}
