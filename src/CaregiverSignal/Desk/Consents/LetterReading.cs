using CaregiverSignal.Answers;
using CaregiverSignal.Charts;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Desk.Case;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Scores;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Signals.Rules;
using CaregiverSignal.Trends;

namespace CaregiverSignal.Desk.Consents;

/// <summary>Reads what a recipient may be told today, and nothing else.</summary>
public sealed class LetterReading(Standings standings, Instruments instruments, SiteTime time)
{
    private const int MostWords = 3;

    /// <param name="consentId">One of the caregiver's decisions: the letter is to whom it names.</param>
    /// <returns>Null when no decision for that recipient holds today.</returns>
    public ConsentLetter? Of(Transaction transaction, Caregiver caregiver, long consentId)
    {
        var all = ConsentTable.Of(transaction, caregiver.Id);
        if (all.FirstOrDefault(one => one.Id == consentId) is not { IsForOutside: true } named)
            return null;
        var held = all.Where(one =>
                (one.Recipient, one.Name) == (named.Recipient, named.Name) && one.HoldsOn(time.Today)
            )
            .DistinctBy(one => one.Data)
            .OrderBy(one => one.Data)
            .ToList();
        if (held.Count == 0)
            return null;
        var ended = EndOf(transaction, caregiver);
        return new ConsentLetter(
            ConsentWords.RecipientOf(named),
            Plainly.FullName(caregiver.Person, caregiver.FirstName, caregiver.LastName),
            Texts.Day(time.Today),
            CoordinatorTable.NameOn(transaction, caregiver, time.Today),
            [.. held.Select(one => PartOf(transaction, caregiver, one.Data, ended))],
            [
                .. held.Select(one =>
                    ConsentLetter.Words[
                        "Consent",
                        ("wat", Texts.Of(typeof(ConsentsModel))["Data." + one.Data.Code()]),
                        ("dag", Texts.Day(one.GivenOn))
                    ]
                ),
            ]
        )
        {
            IsCaring = caregiver.Status is CaregiverStatus.Active or CaregiverStatus.Paused,
            Who = WhoOf(PersonDetailsTable.Of(transaction, caregiver.Id)),
            UrgentSince =
                ended is null
                && held.Any(one => one.Data == ConsentData.Burden)
                && standings.Of(transaction, caregiver.Id) is { IsRed: true, Life.StandsSince: var since }
                    ? Texts.Day(since)
                    : null,
        };
    }

    /// <summary>By which somebody is found in another register: when they were born, and where they live.</summary>
    private static List<string> WhoOf(PersonDetails details)
    {
        var who = new List<string>();
        if (details.Born is { } born)
            who.Add(
                details.BornInYear
                    ? ConsentLetter.Words["BornIn", ("jaar", Texts.Number(born.Year))]
                    : ConsentLetter.Words["Born", ("dag", Texts.Day(born))]
            );
        if (details.Municipality is { } place)
            who.Add(ConsentLetter.Words["Lives", ("plaats", Plainly.Shown(place))]);
        return who;
    }

    /// <summary>How it went, without what happened in between.</summary>
    private FigureModel FigureOf(Transaction transaction, long caregiverId, DateOnly? ended)
    {
        List<StoredScore> scores =
        [
            .. ScoreTable.Of(transaction, caregiverId).Where(score => ended is null || score.AnsweredOn > ended),
        ];
        var checkIns = CheckInTable.Of(transaction, caregiverId);
        return new FigureModel(
            FigureReading.Of(instruments, scores, checkIns, [], Audience.Coordinator, nameOf: CourseModel.NameOf),
            CourseModel.Scales(scores, checkIns, instruments),
            []
        );
    }

    /// <summary>What is known of one kind: a sentence each, or a figure.</summary>
    public LetterPart PartOf(Transaction transaction, Caregiver caregiver, ConsentData data) =>
        PartOf(transaction, caregiver, data, EndOf(transaction, caregiver));

    /// <param name="ended">What was said of caring before that day is not said of now.</param>
    private LetterPart PartOf(Transaction transaction, Caregiver caregiver, ConsentData data, DateOnly? ended) =>
        new(ConsentLetter.Words["Part." + data.Code()], LinesOf(transaction, caregiver, data, ended))
        {
            Figure = data == ConsentData.Scores ? FigureOf(transaction, caregiver.Id, ended) : FigureModel.None,
        };

    /// <summary>The day on which the care at home ended; null while it goes on.</summary>
    private static DateOnly? EndOf(Transaction transaction, Caregiver caregiver) =>
        EndedCare.IsOver(transaction, caregiver)
            ? EndedCare.Of(transaction, caregiver.Id)?.HappenedOn ?? DateOnly.MaxValue
            : null;

    private List<string> LinesOf(Transaction transaction, Caregiver caregiver, ConsentData data, DateOnly? ended) =>
        data switch
        {
            ConsentData.Burden => BurdenOf(transaction, caregiver.Id, ended),
            ConsentData.Wishes => ended is not null ? [] : WishesOf(transaction, caregiver),
            ConsentData.OwnWords =>
            [
                .. OwnWordsModel
                    .Of(
                        transaction,
                        caregiver.Id,
                        CheckInTable.Of(transaction, caregiver.Id).Where(one => ended is null || one.AskedOn > ended),
                        [],
                        time
                    )
                    .Lines.Take(MostWords)
                    .Select(line => $"{line.Day}: {line.Text}"),
            ],
            ConsentData.Scores => [],
            _ => throw new ArgumentOutOfRangeException(nameof(data)),
        };

    /// <summary>What they said at the intake, and then what they answered since.</summary>
    private List<string> WishesOf(Transaction transaction, Caregiver caregiver)
    {
        var details = PersonDetailsTable.Of(transaction, caregiver.Id);
        var said = new[] { ("KeepsDoing", details.KeepsDoing), ("HandsOver", details.HandsOver) }
            .Where(one => one.Item2 is not null)
            .Select(one => ConsentLetter.Words[one.Item1, ("wat", Plainly.Shown(one.Item2!))])
            .ToList();
        var answered = WishesModel.Of(
            Plainly.Shown(caregiver.FirstName ?? caregiver.Person),
            isSaid: said.Count > 0,
            CheckInTable.Of(transaction, caregiver.Id),
            ActionTable.Timeline(transaction, caregiver.Id),
            [
                // What they say of professionals is for the support point, and never for those (domain.md R-11).
                .. Wishes
                    .Of(transaction, caregiver.Id, instruments)
                    .Where(one => one.Item is Wishes.Wish or Wishes.Barrier),
            ],
            time
        );
        return [.. said, .. answered.Lines];
    }

    /// <remarks>What was said about caring is not said of somebody whose care has ended.</remarks>
    private List<string> BurdenOf(Transaction transaction, long caregiverId, DateOnly? ended)
    {
        if (ended is not null)
            return [ConsentLetter.Words["CareEnded"]];
        var standing = standings.Of(transaction, caregiverId);
        return standing.Level is null
            ? [ConsentLetter.Words["NoSignal"]]
            : [.. standing.Reasons.Select(one => Because.Of(one.WarningSign, one.Day, one.Evidence, time.Today))];
    }
}
