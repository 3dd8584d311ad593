using CaregiverSignal.Answers;
using CaregiverSignal.Networks;
using CaregiverSignal.People;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Referrals;
using CaregiverSignal.Scores;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Cases;

/// <summary>Collects what decides which help fits a caregiver.</summary>
internal static class CareSummary
{
    /// <summary>These answers count as long as any other; of the rest, only the newest of each list.</summary>
    private static readonly string[] Columns =
    [
        "relation",
        "condition",
        "lives_together",
        "works",
        "interpreter",
        "had_choice",
        "takes_over",
        "tasks",
    ];

    /// <summary>Months for which a support score counts: it is asked once or twice a year (our choice).</summary>
    private const int SupportHoldsMonths = 12;

    /// <summary>Reads it all from the store.</summary>
    /// <param name="scores">All, oldest first.</param>
    public static async Task<KnownCare> Read(
        Transaction transaction,
        long id,
        PersonDetails details,
        IReadOnlyList<StoredScore> scores,
        bool hasSignal,
        Instruments instruments,
        DateOnly today
    ) =>
        Of(
            details,
            await SituationTable.Of(transaction, id),
            await HelpTable.Of(transaction, id),
            await EventTable.Of(transaction, id),
            await Wishes.Of(transaction, id, instruments),
            await AnswerTable.NewestOfEach(transaction, id),
            scores,
            await NetworkConsent.Ties(transaction, id, today),
            hasSignal,
            today
        );

    /// <param name="scores">All, oldest first.</param>
    /// <param name="said">Answers about help, newest first; a skipped question keeps its last answer.</param>
    /// <param name="answers">The newest answers to each questionnaire.</param>
    /// <param name="ties">All ties ever drawn, if we may see them.</param>
    public static KnownCare Of(
        PersonDetails details,
        IReadOnlyList<CareFacts> cares,
        IReadOnlyList<ArrangedHelp> help,
        IReadOnlyList<CareEvent> events,
        IReadOnlyList<SaidOfHelp> said,
        IReadOnlyList<DatedAnswer> answers,
        IReadOnlyList<StoredScore> scores,
        IReadOnlyList<Tie> ties,
        bool hasSignal,
        DateOnly today
    )
    {
        // What they said since the intake replaces what was noted there.
        var hasSaid = said.Any(answer => answer.Item == Wishes.TakeOver);
        var support = Recent(scores, "ssl-12-i", today);
        return new KnownCare
        {
            Today = today,
            Help = help,
            Events = [.. events.Select(careEvent => (careEvent.Kind, careEvent.HappenedOn))],
            Answers =
            [
                .. said.DistinctBy(answer => answer.Item)
                    .Select(answer => ($"{Wishes.Instrument}.{answer.Item}", answer.Code, answer.Day)),
                .. answers
                    .Where(answer => answer.Instrument != Wishes.Instrument)
                    .Select(answer => ($"{answer.Instrument}.{answer.Item}", answer.Value, answer.AnsweredOn)),
            ],
            Details =
            [
                .. from care in cares.Select(care => care.Over(details)).DefaultIfEmpty(details)
                from field in PersonField.All
                where Columns.Contains(field.Column) && !(hasSaid && field.Column == "takes_over")
                let text = field.Text(care)
                where text is not null
                from value in field.Column == "tasks" ? text.Split(' ') : [text]
                select $"{field.Column}={value}",
            ],
            Born = details.Born,
            CaresForMore = cares.Count(care => care.Ended is null) > 1,
            IsLongAndIntensive = NextCheckIn.LoadOf(cares).IsLongAndIntensive(today),
            IsStrained =
                hasSignal
                || scores.LastOrDefault(score => score is { Instrument: "csi", Scale: "total" }) is { } strain
                    && strain.AnsweredOn > today.AddDays(-Nearness.AlarmHoldsDays)
                    && strain.Low >= HighStrain.From,
            HasLessSupport =
                support is [var first, .., var last] && first - last >= LessSupport.By
                || support is [.., var one, var two, var three]
                    && one > two
                    && two > three
                    && one - three >= DwindlingSupport.By,
            MissesSupport = Recent(scores, "ssl-d-8", today) is [.., var missed] && missed >= SupportIsMissed.From,
            HasSmallerCircle = IsSmaller(ties),
        };
    }

    /// <summary>Complete totals of a list, oldest first; none if the newest is too old.</summary>
    private static IReadOnlyList<double> Recent(IEnumerable<StoredScore> scores, string instrument, DateOnly today)
    {
        List<StoredScore> totals =
        [
            .. scores.Where(score => score.Instrument == instrument && score is { Scale: "total", Value: not null }),
        ];
        return totals is [.., var last] && last.AnsweredOn >= today.AddMonths(-SupportHoldsMonths)
            ? [.. totals.Select(score => score.Value!.Value)]
            : [];
    }

    private static bool IsSmaller(IReadOnlyList<Tie> ties)
    {
        if (Network.DrawnOn(ties) is not [.., var before, var last])
            return false;
        var now = Network.On(ties, last);
        var change = Network.Between(Network.On(ties, before), now);
        return change.Went.Count + change.Farther.Count > change.Came.Count + change.Nearer.Count
            && !new NetworkReading(now).IsContent;
    }
}
