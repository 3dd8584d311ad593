using CaregiverSignal.Answers;
using CaregiverSignal.Caseload;
using CaregiverSignal.CheckIns;
using CaregiverSignal.People;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Desk.Case.OwnWords;

/// <summary>The caregiver's own words.</summary>
/// <param name="Lines">Unread ones first, then the newest first.</param>
public sealed record OwnWordsModel(IReadOnlyList<OwnWordsLine> Lines)
{
    public static readonly Texts Words = Texts.Of(typeof(OwnWordsSection));

    /// <summary>Where a coordinator says that what a professional told is not so.</summary>
    public static string UntruePathOf(long caregiverId) => $"/zaak/{Texts.Number(caregiverId)}/klopt-niet";

    /// <summary>What professionals told and nobody has read yet: not the caregiver's words.</summary>
    public IReadOnlyList<OwnWordsLine> FromProfessionals { get; init; } = [];

    /// <summary>How many are in view: two, or all unread ones when there are more; the others are folded.</summary>
    public int InView => Math.Max(2, Lines.Count(words => words.IsNew));

    /// <param name="checkIns">All of one caregiver, oldest first.</param>
    /// <param name="gone">What is not theirs stays readable, and says so.</param>
    public static OwnWordsModel Of(
        Transaction transaction,
        long caregiverId,
        IEnumerable<CheckIn> checkIns,
        IReadOnlyList<Disowned> gone,
        SiteTime time
    )
    {
        List<CheckIn> written =
        [
            .. checkIns
                .SelectMany(one => gone.Where(it => it.CheckInId == one.Id).Reverse().Select(it => it.Was).Append(one))
                .Where(one => !string.IsNullOrWhiteSpace(one.OwnWords))
                .Reverse(),
        ];
        if (written.Count == 0)
            return new OwnWordsModel([]);
        var read = OpenTaskTable.WordsOf(transaction, caregiverId).ToDictionary(one => one.CheckInId);
        return new OwnWordsModel([
            .. written
                .Select(one => LineOf(one, read.GetValueOrDefault(one.Id), gone.Any(it => it.Was == one), time))
                .OrderBy(line => line.ToRead is null),
        ]);
    }

    /// <summary>The same with what changed, as was told and nobody has read yet, first.</summary>
    /// <remarks>
    /// Whatever was told since is one task to read: where a professional told some of it, it is read below their words.
    /// </remarks>
    public OwnWordsModel With(Transaction transaction, Caregiver caregiver, OpenTasks tasks, SiteTime time)
    {
        var told = OpenTaskTable.Told(transaction, tasks).GroupBy(one => one.Id).ToList();
        return new OwnWordsModel([
            .. told.Where(task => task.Any(one => one.ToldBy is null))
                .Select(task =>
                    task.All(one => one.ToldBy is null)
                        ? LineOf(task, task, time)
                        : LineOf(task, task.Where(one => one.ToldBy is null), time) with
                        {
                            ToRead = null,
                            IsReadBelow = true,
                        }
                ),
            .. Lines,
        ])
        {
            FromProfessionals =
            [
                .. told.Where(task => task.Any(one => one.ToldBy is not null))
                    .Select(task =>
                        LineOf(task, task.Where(one => one.ToldBy is not null), time) with
                        {
                            UntruePath = UntruePathOf(caregiver.Id),
                        }
                    ),
            ],
        };
    }

    private static OwnWordsLine LineOf(
        IGrouping<long, UnreadChange> task,
        IEnumerable<UnreadChange> told,
        SiteTime time
    ) =>
        new(
            Texts.Day(time.DayOf(task.First().OpenedAt)),
            Plainly.Shown(string.Join('\n', told.Select(one => one.Text))),
            task.Key
        );

    private static string? ReadBy(WordsRead? task, bool isGone, SiteTime time)
    {
        var read = task is { DoneAt: { } done, DoneBy: { } by }
            ? Words["ReadBy", ("naam", Plainly.Shown(by)), ("dag", Texts.Day(time.DayOf(done)))]
            : null;
        return !isGone ? read
            : read is null ? Words["Disowned"]
            : $"{Words["Disowned"]}. {read}";
    }

    private static OwnWordsLine LineOf(CheckIn one, WordsRead? task, bool isGone, SiteTime time) =>
        new(
            Texts.Day(one.AnsweredAt is { } at ? time.DayOf(at) : one.AskedOn),
            Plainly.Shown(one.OwnWords!.Trim()),
            task is { DoneAt: null } ? task.Id : null,
            ReadBy(task, isGone, time)
        );
}
