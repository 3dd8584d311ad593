using System.Globalization;
using CaregiverSignal.Caseload;
using CaregiverSignal.Desk.Case.OwnWords;
using CaregiverSignal.Desk.Case.Safety;
using CaregiverSignal.Desk.Case.Who;
using CaregiverSignal.Desk.Entry;
using CaregiverSignal.People;
using CaregiverSignal.Referrals;
using CaregiverSignal.Time;

namespace CaregiverSignal.Desk.ToDo;

/// <summary>The lines of the open staff tasks: one function for each kind.</summary>
public static class TaskLines
{
    public const string UpTo = OwnWordsLine.UpToField;

    /// <summary>The most characters shown; longer words are read on the case page.</summary>
    private const int MostLetters = 600;

    private static Texts Words => ToDoWords.Words;

    /// <summary>Own words on a check-in.</summary>
    public static WorklistLine Of(UnreadWords task, SiteTime time) => ToRead(task, task.Words, time);

    /// <summary>What a caregiver told that changed; all of one task together.</summary>
    public static WorklistLine Of(IReadOnlyList<UnreadChange> told, SiteTime time)
    {
        var line = ToRead(
            told[0],
            string.Join('\n', told.Select(one => one.Text)),
            time,
            told.Any(one => one.Reach is not null) ? "eigen-pagina"
                : told.Any(one => one.ToldBy is not null) ? "verteld"
                : "eigen-woorden"
        );
        return line with
        {
            Acts =
            [
                .. line.Acts.Select(act =>
                    act.Posts
                        ? act with
                        {
                            Fields = [(UpTo, UnreadChange.LastOf(told).ToString(CultureInfo.InvariantCulture))],
                        }
                        : act
                ),
            ],
        };
    }

    /// <summary>A reply to a mail, or mail that does not arrive.</summary>
    public static WorklistLine Of(MailTask task, SiteTime time)
    {
        var isReply = task.Kind == StaffTaskKind.Reply;
        var what = Words["Task." + task.Kind.Code(), ("dag", Texts.Day(time.DayOf(task.OpenedAt)))];
        var line = Of(task, isReply ? WorklistKind.Written : WorklistKind.Mail, time, what);
        var reply = Paragraphs(task.Reply ?? "");
        if (isReply && reply.Count == 0)
            line = line with { Facts = [what, Words["Task.NoText"]] };
        return line with
        {
            Place = isReply ? Unread(task, time) : line.Place,
            Since = isReply ? null : SinceIn(time.DayOf(task.OpenedAt), time.Today),
            OwnWords = reply,
            Acts = task.StoppedAt is null
                ? [Done(task)]
                : [Done(task), Done(task, "Task.MailAgain", "Task.To") with { Fields = [("weer-mailen", "ja")] }],
        };
    }

    /// <param name="wasTried">Somebody tried today, and has a day to try again.</param>
    public static WorklistLine Of(CallTask task, bool wasTried, SiteTime time)
    {
        List<string> facts =
        [
            .. wasTried ? [] : AimOf(task.WantedOn, time.DayOf(task.OpenedAt), task.DueOn, task.CallPart, time),
            Words["Promised.What", ("dag", Wait.By(task.DueOn, time.Today))],
            .. ChosenSince(task.DueOn, task.WantedOn),
            .. HowToCall(task.CallPart, task.CallPhone),
        ];
        return Of(task, WorklistKind.Call, time, string.Join(' ', facts)) with
        {
            Place = WorklistOrder.By(task.DueOn, time.Today, asks: true),
            CallOn = task.CallPhone,
            Acts = [NoteCall(task)],
        };
    }

    /// <summary>The day that they chose after the promised one; nothing where they chose none.</summary>
    public static IEnumerable<string> ChosenSince(DateOnly due, DateOnly? wanted) =>
        wanted > due ? [Words["Promised.Wanted", ("dag", Texts.DayOfWeek(wanted.Value))]] : [];

    /// <summary>The day on which a promised call is best made; nothing where they chose the day themselves.</summary>
    public static IEnumerable<string> AimOf(
        DateOnly? wantedOn,
        DateOnly openedOn,
        DateOnly dueOn,
        PartOfDay? part,
        SiteTime time
    ) =>
        wantedOn is null && PromisedCall.Aim(openedOn, dueOn, part, time) is { } aim
            ? [Words["Promised.Aim", ("dag", aim == time.Today ? Words["Due.Today"] : Texts.DayOfWeek(aim))]]
            : [];

    /// <summary>At which part of the day they want the call, and that it is on a number for this once.</summary>
    public static IEnumerable<string> HowToCall(PartOfDay? part, string? phone)
    {
        if (part is { } of)
            yield return Words["Promised." + of.Code()];
        if (phone is not null)
            yield return Words["Promised.Phone"];
    }

    /// <summary>Somebody enrolled themselves.</summary>
    /// <param name="known">Whom of those we know they look like.</param>
    public static WorklistLine Of(MeetTask task, IEnumerable<LooksLike> known, SiteTime time)
    {
        var what = Words["Meet.What", ("dag", Texts.Day(time.DayOf(task.OpenedAt)))];
        var line = Of(task, WorklistKind.Meet, time, what);
        return line with { Facts = [what, .. known.Select(one => one.Text)] };
    }

    /// <summary>
    /// What is due of somebody's help that one colleague looks after, all on one line: each with its next step or what
    /// they said of it, and its day where there are several.
    /// </summary>
    /// <param name="due">The earliest first.</param>
    public static WorklistLine Of(IReadOnlyList<HelpTask> due, SiteTime time)
    {
        var line = Of(due[0], WorklistKind.Help, time, "");
        return line with
        {
            Place = WorklistOrder.By(due[0].NextOn, time.Today),
            Facts = [.. due.Select(one => due.Count == 1 ? StandOf(one) : $"{StandOf(one)} {DayOf(one)}")],
            When = DueIn(due[0].NextOn, time.Today),
            Acts = [new RowAct(Words["Help.Look"], Words["For", ("naam", line.Who.Name)], $"{line.Who.Address}/hulp")],
        };

        string DayOf(HelpTask one) => Words["Help.Day", ("dag", DueIn(one.NextOn, time.Today))];
    }

    private static string StandOf(HelpTask one)
    {
        var stand = Words[
            one.Helped is { } helped ? "Help." + helped.Code() : "Help.What",
            ("hulp", HelpWords.NameOf(one.Help)),
            ("stand", HelpWords.StateOf(one.Step))
        ];
        return one.IsAfterCare ? $"{stand} {HelpWords.AfterCare(one.Help)}" : stand;
    }

    /// <summary>To look again at somebody's safety; what was noted stands on its own page alone.</summary>
    public static WorklistLine Of(SafetyTask task, SiteTime time)
    {
        var line = Of(task, WorklistKind.Safety, time, Words["Safety.What"]);
        return line with
        {
            Acts =
            [
                new RowAct(
                    Words["Safety.Look"],
                    Words["For", ("naam", line.Who.Name)],
                    SafetyModel.PathOf(task.CaregiverId)
                ),
            ],
        };
    }

    /// <summary>Something that was promised is lost; a day that is agreed ends it.</summary>
    /// <param name="lost">Null when nobody can tell: they cannot be read, or are followed again since the
    /// night.</param>
    public static WorklistLine Of(UnfollowedTask task, Lost? lost, SiteTime time) =>
        Of(task, WorklistKind.Unfollowed, time, Words["Unfollowed." + (lost?.Code() ?? "unknown")]) with
        {
            Next = Words[
                lost switch
                {
                    Lost.Owner => "Unfollowed.PassOn",
                    Lost.Words => "Unfollowed.Read",
                    Lost.Promise => "Unfollowed.Step",
                    _ => "Unfollowed.Next",
                }
            ],
            Acts = [NoteCall(task)],
        };

    public static WorklistLine Of(AftercareTask task, SiteTime time) =>
        Of(
            task,
            WorklistKind.Aftercare,
            time,
            Words["Aftercare." + task.Because, ("dag", Texts.Day(time.DayOf(task.OpenedAt)))]
        );

    public static WorklistLine Of(StoppedTask task, SiteTime time) =>
        Of(task, WorklistKind.Stopped, time, Words["Stopped.What", ("dag", Texts.Day(time.DayOf(task.OpenedAt)))]);

    /// <summary>Somebody is silent: since when, and whether another way may suit them better (C-13).</summary>
    public static WorklistLine Of(Quiet task, SiteTime time)
    {
        var line = Of(task, WorklistKind.Silent, time, SilentSince.Of(task)) with { Next = Words["Quiet.Next"] };
        return task.CheckInId is { } checkIn ? line with { Acts = [FillIn(task, checkIn), .. line.Acts] } : line;
    }

    public static WorklistLine Of(DetailsTask task, SiteTime time)
    {
        var line = Of(task, WorklistKind.Details, time, Words["Details.What"]);
        return line with
        {
            Acts =
            [
                new RowAct(
                    Words["Details.Look"],
                    Words["Written.Of", ("naam", line.Who.Name)],
                    $"{line.Who.Address}/gegevens"
                ),
            ],
        };
    }

    /// <summary>To type in what they answer to a check-in.</summary>
    public static RowAct FillIn(ListedPerson one, long checkInId) =>
        new(
            Words["FillIn"],
            Words["FillInFor", ("naam", WorklistPerson.Of(one).Name)],
            EntryEndpoints.PathOf(one.CaregiverId, checkInId)
        );

    /// <summary>"sinds 3 maart"; with the year when it is another.</summary>
    public static string SinceIn(DateOnly day, DateOnly today) => Words["SinceDay", ("dag", Texts.Day(day, today))];

    /// <summary>By when something is to be done, as one says it: "vandaag", "uiterlijk dinsdag 3 maart".</summary>
    public static string DueIn(DateOnly due, DateOnly today) =>
        due < today ? Words["Due.Late", ("dag", Texts.DayAndMonth(due))]
        : due == today ? Words["Due.Today"]
        : due == today.AddDays(1) ? Words["Due.Tomorrow"]
        : Words["Due.By", ("dag", due < today.AddDays(7) ? Texts.DayOfWeek(due) : Texts.DayAndMonth(due))];

    /// <summary>A task with its day, that a button marks as done.</summary>
    private static WorklistLine Of(ListedTask task, WorklistKind kind, SiteTime time, string what) =>
        new()
        {
            Who = WorklistPerson.Of(task),
            Kind = kind,
            Place = WorklistOrder.By(task.DueOn, time.Today),
            Facts = [what],
            Tags = TagsOf(task, kind, time),
            When = DueIn(task.DueOn, time.Today),
            Acts = [Done(task)],
        };

    /// <param name="place">Where the case has it.</param>
    private static WorklistLine ToRead(ListedTask task, string text, SiteTime time, string place = "eigen-woorden")
    {
        var words = Plainly.Shown(text.Trim());
        var isWhole = words.Length <= MostLetters;
        var line = Of(
            task,
            WorklistKind.Written,
            time,
            Words["Written.When", ("dag", Texts.Day(time.DayOf(task.OpenedAt)))]
        );
        var all = new RowAct(
            Words[isWhole ? "Written.Open" : "Written.All"],
            Words["Written.Of", ("naam", line.Who.Name)],
            $"{line.Who.Address}#{place}"
        );
        return line with
        {
            Place = Unread(task, time),
            OwnWords = Paragraphs(isWhole ? words : Plainly.Short(words)),
            Acts = isWhole ? [Done(task, "Written.Read", "Written.Of"), all] : [all],
        };
    }

    /// <summary>What somebody wrote is read today.</summary>
    private static Place Unread(ListedTask task, SiteTime time) =>
        new(WorkGroup.Today, false, task.DueOn < time.Today, false, true, time.DayOf(task.OpenedAt));

    private static List<string> Paragraphs(string text) =>
        [.. Plainly.Shown(text).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    /// <summary>What it is, that its day has passed, and that the deputy was notified.</summary>
    private static List<Tag> TagsOf(ListedTask task, WorklistKind kind, SiteTime time)
    {
        var tags = new List<Tag> { new(ToDoWords.NameOf(kind), kind == WorklistKind.Call) };
        if (task.DueOn < time.Today)
            tags.Add(new Tag(Words["Tag.Late"], true));
        if (task.EscalatedTo is { } deputy && deputy != task.CoordinatorId)
            tags.Add(new Tag(Words["Tag.Deputy"], false));
        return tags;
    }

    private static RowAct Done(ListedTask task, string text = "Task.Done", string about = "Task.Of") =>
        new(
            Words[text],
            Words[about, ("naam", WorklistPerson.Of(task).Name)],
            string.Create(CultureInfo.InvariantCulture, $"/taak-klaar/{task.Id}"),
            true
        );

    private static RowAct NoteCall(ListedTask task)
    {
        var who = WorklistPerson.Of(task);
        return new RowAct(Words["NoteCall"], Words["Task.Of", ("naam", who.Name)], $"{who.Address}#contact");
    }
}
