using System.Globalization;
using CaregiverSignal.Caseload;
using CaregiverSignal.Pages.ForCoordinators.Case;
using CaregiverSignal.Pages.ForCoordinators.Entry;
using CaregiverSignal.Pages.ForCoordinators.Help;
using CaregiverSignal.Pages.ForCoordinators.Worklist;
using CaregiverSignal.Referrals;

namespace CaregiverSignal.Pages.ForCoordinators.ToDo;

/// <param name="facts">Those of the people whose lines are wanted.</param>
public sealed class TaskLines(TaskFacts facts, SiteTime time)
{
    /// <summary>The most characters of their words; longer texts are read on the case page.</summary>
    private const int MostLetters = 280;

    /// <summary>The same for changes on their own page, with whether to trust them.</summary>
    private const int MostOfOwnPage = 600;

    /// <summary>The most characters of an email, and of one with its quotes (our choice).</summary>
    private const int MostOfReply = 2000;
    private const int MostFolded = 8000;

    /// <summary>The most emails of one person with a line each (our choice).</summary>
    private const int MostReplies = 5;

    /// <summary>The anchor on the case page of changes on their own page.</summary>
    private const string OwnPage = "eigen-pagina";

    private readonly Dictionary<long, ToldTask> told = facts.Told.ToDictionary(read => read.Task.Id);
    private readonly ILookup<long, HelpDue> help = facts.Help.ToLookup(due => due.TaskId);
    private readonly Dictionary<long, Quiet> quiet = facts.Quiet.ToDictionary(silent => silent.Task.Id);

    /// <summary>Whether the reader may log safety notes about a given coordinator's people.</summary>
    public required Func<long, bool> SeesSafetyOf { get; init; }

    public bool HasRoom { get; init; }

    /// <summary>The people whom somebody tried to reach today, with a day for the next attempt.</summary>
    public IReadOnlySet<long> TriedToday { get; init; } = new HashSet<long>();

    private static Texts Words => WorklistModel.Words;

    /// <summary>Whether it says only that an agreed day passed.</summary>
    public bool IsOfDay(OpenTask task) =>
        task.Kind == StaffTaskKind.Unfollowed && facts.Lost.GetValueOrDefault(task.CaregiverId) == Lost.Day;

    /// <summary>The lines of some tasks; emails from a person's own address first, with surplus ones on one
    /// line.</summary>
    public IEnumerable<WorklistLine> Of(IReadOnlyCollection<OpenTask> tasks)
    {
        var folded = TooMany(tasks);
        return tasks
            .Where(task => !folded.Contains(task))
            .SelectMany(Of)
            .Concat(folded.GroupBy(task => task.CaregiverId).Select(more => MoreReplies([.. more])));
    }

    public static HashSet<OpenTask> TooMany(IEnumerable<OpenTask> tasks) =>
        [
            .. tasks
                .Where(task => task.Kind == StaffTaskKind.Reply)
                .GroupBy(task => task.CaregiverId)
                .SelectMany(replies =>
                    replies
                        .OrderBy(task => task.OtherSender is not null)
                        .ThenBy(task => task.PerhapsAutomatic)
                        .ThenBy(task => task.Id)
                        .Skip(MostReplies)
                ),
        ];

    private WorklistLine MoreReplies(List<OpenTask> replies)
    {
        var line = LineOf(replies[0], time);
        return line with
        {
            Place = Unread(replies[0]),
            DueOn = null,
            Facts = [Words.Counted("Task.MoreReplies", replies.Count)],
            OwnWords = [],
            Acts = [ReadAll(line.Who, AlsoToDoModel.MoreReplies)],
        };
    }

    private static RowAct ReadAll(WorklistPerson who, string place) =>
        new(Words["Written.All"], Words["Of", ("naam", who.Name)], $"{who.Address}#{place}");

    /// <summary>The line of a task; none if nothing of it can be shown.</summary>
    public IEnumerable<WorklistLine> Of(OpenTask task) =>
        task.Kind switch
        {
            StaffTaskKind.Call => [CallOf(task, TriedToday.Contains(task.CaregiverId), time)],
            StaffTaskKind.Told => [ToldOf(told[task.Id])],
            StaffTaskKind.Words => [ToRead(task, task.Words ?? "", Read(task))],
            StaffTaskKind.Reply => [ReplyOf(task)],
            StaffTaskKind.Help => help[task.Id].ToList() is [_, ..] due ? [HelpOf(task, due)] : [],
            StaffTaskKind.Silent => [SilentOf(quiet[task.Id])],
            StaffTaskKind.Unfollowed => UnfollowedOf(task),
            StaffTaskKind.Meet => [WithAlike(LineOf(task, time), task)],
            StaffTaskKind.Ask => [],
            _ => [LineOf(task, time)],
        };

    /// <summary>A caregiver's reported changes, all those of one task together.</summary>
    private WorklistLine ToldOf(ToldTask read)
    {
        var line = ToRead(
            read.Task,
            ToldTask.TextOf(read.Changes),
            read.IsHeavy ? [] : Read(read.Task, read.UpTo),
            read.Changes.Any(change => change.Reach is not null) ? OwnPage
                : read.Changes.Any(change => change.ToldBy is not null) ? "verteld"
                : "eigen-woorden"
        );
        if (read.IsHeavy)
            return line with { Acts = [.. line.Acts, NoteCall(line.Who), ChooseHelp(line.Who)] };
        return line;
    }

    private WorklistLine ReplyOf(OpenTask task)
    {
        var line = LineOf(task, time);
        var words = DisplayText.Visible(task.Words ?? "");
        var whole = task.Whole is null ? null : DisplayText.Visible(task.Whole);
        var fits = HasRoom || (words.Length <= MostOfReply && (whole?.Length ?? 0) <= MostFolded);
        return line with
        {
            Place = Unread(task),
            DueOn = null,
            Facts = [.. AboutMail(task.OtherSender, task.PerhapsAutomatic), .. line.Facts, .. WithoutWords(task)],
            OwnWords = Paragraphs(fits || words.Length <= MostOfReply ? words : DisplayText.Short(words)),
            Whole = fits ? whole : null,
            // If messages are stopped, an action can resume them.
            Acts = fits
                ? [.. Read(task), .. line.Acts.Skip(1)]
                : [ReadAll(line.Who, AlsoToDoModel.Id), .. line.Acts.Skip(1)],
        };
    }

    /// <summary>That an email came from another address, or may be automatic.</summary>
    public static IEnumerable<string> AboutMail(string? otherSender, bool perhapsAutomatic)
    {
        if (otherSender is not null)
            yield return otherSender.Length == 0
                ? Words["Task.NoSender"]
                : Words["Task.OtherSender", ("adres", DisplayText.Visible(otherSender))];
        if (perhapsAutomatic)
            yield return Words["Task.PerhapsAutomatic"];
    }

    private static IEnumerable<string> WithoutWords(OpenTask task)
    {
        if (task.IsUnreadable)
            yield return Words["Task.Unreadable"];
        else if (task.Words is null)
            yield return Words["Task.NoText"];
        else if (string.IsNullOrWhiteSpace(task.Words))
            yield return Words["Task.Empty"];
    }

    /// <param name="wasTried">Whether somebody tried today, with a day for the next attempt.</param>
    public static WorklistLine CallOf(OpenTask task, bool wasTried, SiteTime time)
    {
        var aim = wasTried ? null : task.AimOn(time);
        List<string> next =
        [
            Words["Promised.By", ("dag", WaitingTime.Short(task.DueOn, time.Today))],
            .. ChosenSince(task.DueOn, task.WantedOn),
            .. HowToCall(task.CallPart, task.CallPhone),
        ];
        return LineOf(task, time) with
        {
            Place = WorklistOrder.PlaceOf(task, time, wasTried),
            DueOn = aim ?? task.DueOn,
            IsAim = aim is not null,
            Next = string.Join(' ', next),
            CallOn = task.CallPhone,
        };
    }

    /// <summary>The day they chose after the promised one; empty if none.</summary>
    public static IEnumerable<string> ChosenSince(DateOnly due, DateOnly? wanted) =>
        wanted > due ? [Words["Promised.Wanted", ("dag", Texts.DayOfWeek(wanted.Value))]] : [];

    /// <summary>The best day for a promised call; empty if they chose the day themselves.</summary>
    public static IEnumerable<string> AimOf(
        DateOnly? wantedOn,
        DateOnly openedOn,
        DateOnly dueOn,
        PartOfDay? part,
        SiteTime time
    ) =>
        PromisedCall.Aim(wantedOn, openedOn, dueOn, part, time) is { } aim
            ? [Words["Promised.Aim", ("dag", WaitingTime.By(aim, time.Today))]]
            : [];

    /// <summary>The part of the day they want the call, and a number for this call alone.</summary>
    public static IEnumerable<string> HowToCall(PartOfDay? part, string? phone)
    {
        if (part is { } of)
            yield return Words["Promised." + of.Code()];
        if (phone is not null)
            yield return Words["Promised.Phone", ("nummer", PhoneLink.Shown(phone))];
    }

    /// <summary>One person's due help on one line: next steps or objections, with days if several.</summary>
    private WorklistLine HelpOf(OpenTask task, List<HelpDue> due) =>
        LineOf(task, time) with
        {
            Place = WorklistOrder.By(due[0].NextOn, time),
            DueOn = due[0].NextOn,
            Facts = [.. due.Select(help => due.Count == 1 ? StandOf(help) : $"{StandOf(help)} {DayOf(help)}")],
            OwnWords = [.. due.SelectMany(help => Paragraphs(help.ObjectionWords ?? ""))],
            When = DueIn(due[0].NextOn, time.Today),
        };

    private string DayOf(HelpDue help) => Words["Help.Day", ("dag", DueIn(help.NextOn, time.Today))];

    private static string StandOf(HelpDue help)
    {
        var name = ("hulp", HelpKind.Of(help.Help).Name);
        var stand =
            help.Objection is HelpStep.Unwanted or HelpStep.Heard
                ? Words["Help.Objection", name, ("antwoord", HelpLine.ObjectionOf(help.Objection)!)]
            : help.Helped is { } helped ? Words["Help.Answered", name, ("antwoord", HelpLine.SaidOf(helped))]
            : Words["Help.What", name, ("stand", HelpWords.StateOf(help.Step))];
        return help.IsAfterCare ? $"{stand} {HelpWords.AfterCare(HelpKind.Of(help.Help))}" : stand;
    }

    /// <summary>Something promised was lost; open until a day is agreed.</summary>
    private IEnumerable<WorklistLine> UnfollowedOf(OpenTask task)
    {
        var isKnown = facts.Lost.TryGetValue(task.CaregiverId, out var why);
        if (isKnown && why is null)
            yield break;
        yield return LineOf(task, time) with
        {
            Facts = [Words["Unfollowed." + (why?.Code() ?? "unknown")]],
            Next = Words[why == Lost.Owner ? "Unfollowed.PassOn" : "Unfollowed.Next"],
        };
    }

    /// <summary>A silent caregiver: since when, and whether another channel may suit them better (C-13).</summary>
    private WorklistLine SilentOf(Quiet quiet)
    {
        var line = LineOf(quiet.Task, time) with
        {
            Facts = [SilentSince.Of(quiet, time.Today)],
            Next = Words["Quiet.Next"],
        };
        return quiet.CheckInId is { } checkIn ? line with { Acts = [FillIn(quiet.Task, checkIn), .. line.Acts] } : line;
    }

    public static RowAct FillIn(ListedPerson person, long checkInId) =>
        new(
            Words["FillIn"],
            Words["For", ("naam", WorklistPerson.Of(person).Name)],
            EntryModel.PathOf(person.CaregiverId, checkInId)
        );

    public static RowAct NoteCall(WorklistPerson who) =>
        new(Words["NoteCall"], Words["Task.Of", ("naam", who.Name)], $"{who.Address}#contact");

    private static RowAct ChooseHelp(WorklistPerson who) =>
        new(Words["ChooseHelp"], Words["For", ("naam", who.Name)], $"{who.Address}/hulp#voorstel");

    public static RowAct CorrectAddress(WorklistPerson who) =>
        new(Words["Task.Address"], Words["Of", ("naam", who.Name)], $"{who.Address}/gegevens#Phone");

    /// <summary>A deadline in words: "vandaag", "uiterlijk dinsdag 3 maart".</summary>
    public static string DueIn(DateOnly due, DateOnly today) =>
        due < today ? Words["Due.Late", ("dag", Texts.DayAndMonth(due))]
        : due == today ? Words["Due.Today"]
        : due == today.AddDays(1) ? Words["Due.Tomorrow"]
        : Words["Due.By", ("dag", due < today.AddDays(7) ? Texts.DayOfWeek(due) : Texts.DayAndMonth(due))];

    /// <summary>"op 4 maart om 14.00 uur" for an agreed call, "uiterlijk woensdag 4 maart" if promised.</summary>
    public static string WhenOf(AgreedCall call, DateOnly today) =>
        call.SignalId is null ? DueIn(call.NextOn, today) : WaitingTime.On(call.NextOn, today, call.Time);

    /// <summary>A task with its day and actions, worded by its code.</summary>
    private static WorklistLine LineOf(OpenTask task, SiteTime time)
    {
        var key = $"Task.{task.Kind.Code()}{(task.Because is { } because ? "." + because : "")}";
        return new()
        {
            Who = WorklistPerson.Of(task),
            Kind = KindOf(task.Kind),
            Place = WorklistOrder.PlaceOf(task, time),
            Facts =
                task is { Ended: { } ended, EndedOn: { } on }
                    ?
                    [
                        Words[
                            key,
                            ("wat", HappenedWords.Of(ended, new() { Called = task.Called, Relation = task.Relation })),
                            ("dag", EventWords.DayOf(on, task.EndedUnsaid))
                        ],
                        .. task.IsAwaited ? [Words["Task.Confirms"]] : Array.Empty<string>(),
                    ]
                : Words.Has(key) ? [Words[key, ("dag", Texts.Day(time.DayOf(task.OpenedAt), time.Today))]]
                : [],
            Tags = TagsOf(task, time),
            DueOn = task.DueOn,
            When = DueIn(task.DueOn, time.Today),
            OwnWords = task.Ended is null ? [] : Paragraphs(task.Words ?? ""),
            Acts = ActsOf(task),
        };
    }

    /// <summary>The kind for narrowing the list; all reasons for a conversation are one kind.</summary>
    private static WorklistKind KindOf(StaffTaskKind kind) =>
        kind switch
        {
            StaffTaskKind.Call => WorklistKind.Call,
            StaffTaskKind.Told or StaffTaskKind.Words or StaffTaskKind.Reply => WorklistKind.Written,
            StaffTaskKind.NoArrival or StaffTaskKind.Complaint => WorklistKind.Mail,
            StaffTaskKind.Help => WorklistKind.Help,
            StaffTaskKind.Safety => WorklistKind.Safety,
            StaffTaskKind.Silent => WorklistKind.Silent,
            _ => WorklistKind.Contact,
        };

    private WorklistLine WithAlike(WorklistLine line, OpenTask task) =>
        line with
        {
            Facts = [.. line.Facts, .. LooksLike.In(facts.People, task.CaregiverId).Select(alike => alike.Text)],
        };

    /// <param name="acts">The actions if the whole text is shown.</param>
    private WorklistLine ToRead(OpenTask task, string text, IReadOnlyList<RowAct> acts, string place = "eigen-woorden")
    {
        var words = DisplayText.Visible(text.Trim());
        var isWhole = words.Length <= (place == OwnPage ? MostOfOwnPage : MostLetters);
        var line = LineOf(task, time);
        var written = Words["Written.When", ("dag", Texts.Day(time.DayOf(task.OpenedAt), time.Today))];
        return line with
        {
            Place = Unread(task),
            DueOn = IsCalm(task) ? task.DueOn : null,
            Facts = [],
            When = written,
            Next = IsCalm(task) ? written : null,
            OwnWords = Paragraphs(isWhole ? words : DisplayText.Short(words)),
            Acts = isWhole ? acts : [ReadAll(line.Who, place)],
        };
    }

    private IReadOnlyList<RowAct> Read(OpenTask task, long? upTo = null) =>
        ReadActs.Of(
            task.Id,
            task.CaregiverId,
            Words["Of", ("naam", WorklistPerson.Of(task).Name)],
            upTo,
            SeesSafetyOf(task.CoordinatorId),
            time
        );

    /// <summary>Texts are read today, those of red or amber people first. Those with a calm form never come before a
    /// heavy case, whatever its day.</summary>
    private WorklistPlace Unread(OpenTask task) =>
        IsCalm(task)
            ? new(WorkGroup.ThisWeek, false, false, false, false, task.DueOn)
            : new(
                WorkGroup.Today,
                false,
                task.IsLate(time.Today),
                false,
                task.Stands is not null,
                time.DayOf(task.OpenedAt)
            );

    private static bool IsCalm(OpenTask task) => task is { Kind: StaffTaskKind.Words, Stands: null };

    internal static List<string> Paragraphs(string text) =>
        [
            .. DisplayText
                .Visible(text)
                .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        ];

    /// <summary>The kind, that it is late, and that the team was notified.</summary>
    private static List<Tag> TagsOf(OpenTask task, SiteTime time)
    {
        var kind = KindOf(task.Kind);
        var tags = new List<Tag>
        {
            new(WorklistModel.NameOf(kind), kind == WorklistKind.Call ? TagKind.Now : TagKind.Plain),
        };
        if (task.IsLate(time.Today))
            tags.Add(new Tag(Words["LateTag"], TagKind.Soon));
        if (task.EscalatedTo is { } deputy && deputy != task.CoordinatorId)
            tags.Add(new Tag(Words["Tag.Deputy"]));
        return tags;
    }

    private static IReadOnlyList<RowAct> ActsOf(OpenTask task)
    {
        var who = WorklistPerson.Of(task);
        return task.Kind switch
        {
            StaffTaskKind.Call or StaffTaskKind.Unfollowed => [NoteCall(who)],
            StaffTaskKind.Help => [Look("Help.Look", "For", $"{who.Address}/hulp")],
            StaffTaskKind.Erase => [NoteCall(who), Look("Erase.Look", "For", $"{who.Address}/wissen")],
            StaffTaskKind.Safety => [Look("Safety.Look", "For", SafetyModel.PathOf(task.CaregiverId))],
            _ when task.StoppedAt is not null =>
            [
                .. task.Kind == StaffTaskKind.NoArrival ? [CorrectAddress(who)] : Array.Empty<RowAct>(),
                Done(task, "Task.MailNoMore", "Task.To"),
                Done(task, "Task.MailAgain", "Task.To") with
                {
                    Fields = [(nameof(TaskDoneModel.MailAgain), "true")],
                },
            ],
            StaffTaskKind.AskFirst => [Look("AskFirst.Note", "For", $"{who.Address}/gebeurd"), NoteCall(who)],
            StaffTaskKind.NoArrival => [CorrectAddress(who), Done(task)],
            StaffTaskKind.Silent
            or StaffTaskKind.CareEnded
            or StaffTaskKind.Stopped
            or StaffTaskKind.Meet
            or StaffTaskKind.PassedOn
            or StaffTaskKind.Aftercare
            or StaffTaskKind.AfterEvent => [NoteCall(who), Done(task)],
            _ => [Done(task)],
        };

        RowAct Look(string text, string about, string address) =>
            new(Words[text], Words[about, ("naam", who.Name)], address);
    }

    private static RowAct Done(OpenTask task, string text = "Task.Done", string about = "Task.Of") =>
        new(
            Words[text],
            Words[about, ("naam", WorklistPerson.Of(task).Name)],
            string.Create(CultureInfo.InvariantCulture, $"/taak-klaar/{task.Id}"),
            true
        );
}
