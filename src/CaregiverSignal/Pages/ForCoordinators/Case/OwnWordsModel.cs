using CaregiverSignal.Caseload;
using CaregiverSignal.Cases;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Pages.ForCoordinators.ToDo;

namespace CaregiverSignal.Pages.ForCoordinators.Case;

/// <summary>The caregiver's own words.</summary>
/// <param name="Lines">Unread ones first, then the newest first.</param>
public sealed record OwnWordsModel(IReadOnlyList<OwnWordsLine> Lines)
{
    private static readonly Texts Words = CaseModel.Words;

    /// <summary>What professionals told and nobody has read yet: not the caregiver's words.</summary>
    public IReadOnlyList<OwnWordsLine> FromProfessionals { get; init; } = [];

    /// <summary>Numbers and addresses that were changed on the own page and nobody has read yet: not the caregiver's
    /// words, and not for the sheet that others see.</summary>
    public IReadOnlyList<OwnWordsLine> OnOwnPage { get; init; } = [];

    /// <summary>How many are in view: the newest, or all unread ones when there are more; the others are
    /// folded.</summary>
    public int InView => Math.Max(1, Lines.Count(words => words.IsNew));

    /// <remarks>What is not theirs stays readable, and says so. What changed, as was told and nobody has read yet,
    /// comes first: whatever was told since is one task to read, below the last of it, where a professional told some,
    /// or where a number was changed on the own page.</remarks>
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

    /// <summary>The heads under which what was told stands, in the order of the page.</summary>
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

    /// <summary>Messages that no person wrote, and that nobody has to read: a line each.</summary>
    public IReadOnlyList<string> Automatic { get; init; } = [];

    public bool IsAny => Lines.Count + FromProfessionals.Count + OnOwnPage.Count + Automatic.Count > 0;

    /// <summary>Whether something serious was told on which nobody acted yet.</summary>
    public bool IsToAct => Lines.Concat(FromProfessionals).Concat(OnOwnPage).Any(line => line.IsToAct);

    /// <summary>When the last was written or told that the page shows, in ticks; 0 where nothing is to be read or
    /// done.</summary>
    public long UpTo { get; init; }

    private static IEnumerable<OwnWordsLine> LinesOf(IEnumerable<ToldTask> told, ToldIn place, SiteTime time)
    {
        foreach (var toldTask in told)
        {
            var (task, changes) = toldTask;
            List<ToldChange> here = [.. changes.Where(change => PlaceOf(change) == place)];
            // What was taken away since stands among the own words.
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

/// <param name="ToRead">The task of reading it; null when it was read, or needs no reading.</param>
/// <param name="Note">That somebody else wrote it, or how it came; null for the usual.</param>
public sealed record OwnWordsLine(string Day, string Text, long? ToRead = null, string? Note = null)
{
    /// <summary>The field with when the last was said of what the page shows: what came since stays.</summary>
    public const string UpToField = "tot-en-met";

    /// <summary>The whole mail with what it repeats, folded; null where there is no more.</summary>
    public string? Whole { get; init; }

    /// <summary>Whether it is read with what stands below it.</summary>
    public bool IsReadBelow { get; init; }

    /// <summary>When the last was said of what is read with it, in ticks; null where that cannot grow.</summary>
    public long? UpTo { get; init; }

    /// <summary>Whether it asks for a contact or help, and reading it is not enough.</summary>
    public bool IsToAct { get; init; }

    /// <summary>What can be done once it is read.</summary>
    public IReadOnlyList<RowAct> Acts { get; init; } = [];

    public bool IsNew => ToRead is not null || IsReadBelow || IsToAct;
}
