using CaregiverSignal.Caseload;
using CaregiverSignal.Cases;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Pages.ForCoordinators.ToDo;

namespace CaregiverSignal.Pages.ForCoordinators.Case;

/// <param name="Lines">Unread first, then newest first.</param>
public sealed record OwnWordsModel(IReadOnlyList<OwnWordsLine> Lines)
{
    private static readonly Texts Words = CaseModel.Words;

    /// <summary>Unread reports from professionals.</summary>
    public IReadOnlyList<OwnWordsLine> FromProfessionals { get; init; } = [];

    /// <summary>Unread changes of numbers and addresses on their own page; not for the sheet others see.</summary>
    public IReadOnlyList<OwnWordsLine> OnOwnPage { get; init; } = [];

    /// <summary>How many are in view: all unread ones, or at least the first; the rest are folded.</summary>
    public int InView => Math.Max(1, Lines.Count(words => words.IsNew));

    /// <remarks>Invalidated answers stay readable, marked as such. Unread reported changes come first. They form one
    /// task to read, below the last of them: among the professionals' or the own page's if any are there.</remarks>
    public static OwnWordsModel Of(CaseFile file, SiteTime time)
    {
        var (gone, told) = (file.Answers.Gone, file.Tasks.Facts.Told);
        var read = file.Tasks.WordsRead.ToDictionary(words => words.CheckInId);
        var written = file
            .Course.CheckIns.SelectMany(checkIn =>
                gone.Where(answers => answers.CheckInId == checkIn.Id)
                    .Reverse()
                    .Select(answers => answers.Was)
                    .Append(checkIn)
            )
            .Where(checkIn => !string.IsNullOrWhiteSpace(checkIn.OwnWords))
            .Reverse()
            .Select(checkIn =>
                (
                    On: checkIn.AskedOn,
                    Line: LineOf(
                        checkIn,
                        read.GetValueOrDefault(checkIn.Id),
                        gone.Any(answers => answers.Was == checkIn),
                        time
                    )
                )
            )
            .Concat(
                file.Tasks.RepliesRead.Select(reply => (On: time.DayOf(reply.ReceivedAt), Line: LineOf(reply, time)))
            )
            .OrderBy(words => words.Line.ToRead is null)
            .ThenByDescending(words => words.On)
            .Select(words => words.Line);
        return new OwnWordsModel(WithActs(LinesOf(told, ToldIn.OwnWords, time).Concat(written)))
        {
            UpTo = ToldTasks.LastOf(file.Tasks.Open, told),
            FromProfessionals = WithActs(LinesOf(told, ToldIn.Professionals, time)),
            OnOwnPage = WithActs(LinesOf(told, ToldIn.OwnPage, time)),
            Automatic = [.. file.Tasks.AutomaticMails.Select(mail => LineOf(mail, time))],
        };

        IReadOnlyList<OwnWordsLine> WithActs(IEnumerable<OwnWordsLine> lines) =>
            [.. lines.Select(line => line.ToRead is { } task ? line with { Acts = ActsOf(line, task) } : line)];

        IReadOnlyList<RowAct> ActsOf(OwnWordsLine line, long task) =>
            ReadActs.Of(
                task,
                file.Caregiver.Id,
                Words["WordsOf", ("dag", line.Day)],
                line.UpTo,
                file.Care.SeesSafety,
                time
            );
    }

    private enum ToldIn
    {
        OwnWords,
        Professionals,
        OwnPage,
    }

    private static ToldIn PlaceOf(ToldChange change) =>
        change.Reach is not null ? ToldIn.OwnPage
        : change.ToldBy is not null ? ToldIn.Professionals
        : ToldIn.OwnWords;

    /// <summary>Messages that no person wrote and nobody has to read, one line each.</summary>
    public IReadOnlyList<string> Automatic { get; init; } = [];

    public bool IsAny => Lines.Count + FromProfessionals.Count + OnOwnPage.Count + Automatic.Count > 0;

    /// <summary>Whether something serious was reported and nobody has acted yet.</summary>
    public bool IsToAct => Lines.Concat(FromProfessionals).Concat(OnOwnPage).Any(line => line.IsToAct);

    /// <summary>When the newest text shown was written, in ticks; 0 if there is nothing to read or do.</summary>
    public long UpTo { get; init; }

    private static IEnumerable<OwnWordsLine> LinesOf(IEnumerable<ToldTask> told, ToldIn place, SiteTime time)
    {
        foreach (var toldTask in told)
        {
            var (task, changes) = toldTask;
            List<ToldChange> here = [.. changes.Where(change => PlaceOf(change) == place)];
            // If all changes were withdrawn since, it appears among their own words.
            var last = changes.Select(PlaceOf).DefaultIfEmpty(ToldIn.OwnWords).Max();
            if (here.Count == 0 && (changes.Count > 0 || place != last))
                continue;
            yield return new OwnWordsLine(
                Texts.Day(time.DayOf(task.OpenedAt), time.Today),
                DisplayText.Visible(ToldTask.TextOf(here)),
                last == place && !toldTask.IsHeavy ? task.Id : null
            )
            {
                IsReadBelow = last > place,
                IsToAct = last == place && toldTask.IsHeavy,
                UpTo = toldTask.UpTo,
            };
        }
    }

    private static OwnWordsLine LineOf(CheckIn checkIn, WordsRead? task, bool isGone, SiteTime time) =>
        new(
            Texts.Day(checkIn.AnsweredAt is { } at ? time.DayOf(at) : checkIn.AskedOn, time.Today),
            DisplayText.Visible(checkIn.OwnWords!.Trim()),
            task is { DoneAt: null } ? task.Id : null,
            isGone ? Words["Invalidated"] : null
        );

    private static OwnWordsLine LineOf(ReplyRead reply, SiteTime time) =>
        new(
            Texts.Day(time.DayOf(reply.ReceivedAt), time.Today),
            DisplayText.Visible(reply.Reply),
            Note: string.Join(
                ' ',
                TaskLines.AboutMail(reply.OtherSender, reply.PerhapsAutomatic).Prepend(Words["ByMail"])
            )
        )
        {
            Whole = reply.Whole is null ? null : DisplayText.Visible(reply.Whole),
        };

    private static string LineOf(AutomaticMail mail, SiteTime time) =>
        Words["Automatic." + mail.Class.Code(), ("dag", Texts.Day(time.DayOf(mail.ReceivedAt), time.Today))];
}

/// <param name="ToRead">The task of reading it; null if done or not needed.</param>
/// <param name="Note">That somebody else wrote it, or how it arrived; null as usual.</param>
public sealed record OwnWordsLine(string Day, string Text, long? ToRead = null, string? Note = null)
{
    /// <summary>The field with the time of the newest text shown, so that later ones stay unread.</summary>
    public const string UpToField = "tot-en-met";

    /// <summary>The whole message with its quotes, folded; null if it adds nothing.</summary>
    public string? Whole { get; init; }

    /// <summary>Whether the task of reading it is further down.</summary>
    public bool IsReadBelow { get; init; }

    /// <summary>The time of the newest text read with it, in ticks; null if there can be no newer.</summary>
    public long? UpTo { get; init; }

    /// <summary>Whether it needs a contact or help, so that reading it is not enough.</summary>
    public bool IsToAct { get; init; }

    public IReadOnlyList<RowAct> Acts { get; init; } = [];

    public bool IsNew => ToRead is not null || IsReadBelow || IsToAct;
}
