using CaregiverSignal.Answers;
using CaregiverSignal.CheckIns;
using CaregiverSignal.People;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Signals.Life;

/// <summary>How soon a caregiver is asked again: monthly, less often while they say that they can go on for long and
/// nothing contradicts it, and once two weeks after something serious.</summary>
/// <remarks>An unanswered check-in, an agreement and the caregiver's own choice keep the plan's pace. If no questions
/// come two weeks after something serious, a coordinator asks.</remarks>
internal static class NextCheckIn
{
    private const string BrainInjury = "brain-injury";

    /// <summary>When the caregiver is asked again.</summary>
    /// <param name="agreements">All agreements ever made about them.</param>
    /// <param name="state">Everything the rules know of them, including answers just sent.</param>
    internal static async Task<DateOnly> NextDue(
        Transaction transaction,
        CourseRows rows,
        IReadOnlyList<Agreement> agreements,
        CaregiverState state,
        Plan plan,
        RuleSettings rules,
        SiteTime time
    )
    {
        var newest = Newest(rows.CheckIns);
        var answers = newest is null ? [] : await AnswerTable.OfCheckIn(transaction, newest.Id);
        var step = answers.FirstOrDefault(answer => (answer.Instrument, answer.Item) == CalmPlan.Question)?.Value;
        var cares = await SituationTable.Of(transaction, rows.Caregiver.Id);
        return NextDue(Course.Of(rows, state, time), agreements, state, step, cares, plan, rules, time);
    }

    /// <summary>Sets the day of the next check-in for each of some; if none comes two weeks after something serious,
    /// opens a task to ask instead, once.</summary>
    internal static async Task SetEach(
        Transaction transaction,
        IReadOnlyList<(CourseRows Rows, IReadOnlyList<Agreement> Agreements, CaregiverState State)> people,
        Plan plan,
        RuleSettings rules,
        SiteTime time
    )
    {
        var steps = (
            await AnswerTable.To(
                transaction,
                [.. people.Select(each => Newest(each.Rows.CheckIns)?.Id).OfType<long>()],
                CalmPlan.Question
            )
        ).ToDictionary(answer => answer.CheckInId, answer => answer.Value);
        var cares = await SituationTable.OfEach(transaction, [.. people.Select(each => each.Rows.Caregiver.Id)]);
        var moved = new List<(Caregiver Caregiver, DateOnly Next)>();
        foreach (var (rows, agreements, state) in people)
        {
            var (caregiver, facts) = (rows.Caregiver, Course.Of(rows, state, time));
            var next = NextDue(
                facts,
                agreements,
                state,
                Newest(rows.CheckIns) is { } newest && steps.TryGetValue(newest.Id, out var step) ? step : null,
                [.. cares[caregiver.Id]],
                plan,
                rules,
                time
            );
            if (next != caregiver.NextDueOn)
                moved.Add((caregiver, next));
            if (facts.AskAfterOn is not { } day)
                continue;
            if (caregiver.Status == CaregiverStatus.Active && next <= day)
                await StaffTaskTable.DoneOfKind(transaction, StaffTaskKind.AfterEvent, caregiver.Id, time.Now);
            else
                await AskInstead(transaction, caregiver.Id, facts.HeardOn.Max(), time);
        }

        await CaregiverTable.MoveDueEach(transaction, moved);
    }

    /// <param name="step">Perseverance time in the newest check-in that counts; null if unanswered.</param>
    /// <param name="cares">All the care they give.</param>
    private static DateOnly NextDue(
        Course facts,
        IReadOnlyList<Agreement> agreements,
        CaregiverState state,
        int? step,
        IReadOnlyList<CareFacts> cares,
        Plan plan,
        RuleSettings rules,
        SiteTime time
    )
    {
        var (caregiver, next) = (facts.Caregiver, facts.Caregiver.NextDueOn);
        if (
            next <= time.Today
            || facts.CheckIns.LastOrDefault(asked => !asked.InBetween) is not { } last
            || agreements.Any(agreed => agreed.Kind == AgreementKind.Interval && agreed.HoldsOn(time.Today))
        )
            return next;
        var months = plan.Calm?.EveryMonths ?? 1;
        var monthly = PlanDays.DueAfter(caregiver.EnrolledOn, last.AskedOn);
        var later = PlanDays.DueAfter(caregiver.EnrolledOn, last.AskedOn, months, DateOnly.MaxValue);
        // Any other day was chosen for a reason, such as the end of a pause.
        if (next == monthly || next == later)
        {
            // Whether the newest check-in that counts says they can go on for long.
            var isCalm = plan.Calm is { } calm && step >= calm.FromStep;
            var mayWait = isCalm && PaceRules.MayLengthen(state, LoadOf(cares), facts.EventOn, time.Today, rules);
            next = mayWait ? later : LessOften.BackToPlan(caregiver, last, time);
        }

        return caregiver.Status == CaregiverStatus.Active && facts.AskAfterOn < next ? facts.AskAfterOn.Value : next;
    }

    /// <summary>The newest check-in that counts; null without one.</summary>
    private static CheckIn? Newest(IReadOnlyList<CheckIn> checkIns) => checkIns.LastOrDefault(asked => asked.Counts);

    /// <summary>How much care somebody gives in total.</summary>
    internal static CareLoad LoadOf(IReadOnlyList<CareFacts> cares) =>
        new(
            CareFacts.HoursOf(cares),
            cares.Min(care => care.CaringSince),
            cares.Any(care => care.Condition == BrainInjury)
        );

    private static async Task AskInstead(Transaction transaction, long caregiverId, DateOnly heardOn, SiteTime time)
    {
        if (await StaffTaskTable.WasOpened(transaction, StaffTaskKind.AfterEvent, caregiverId, time.StartOf(heardOn)))
            return;
        var dueOn = time.WorkingDays.OnOrAfter(heardOn.AddDays(PaceRules.AfterEventDays));
        await StaffTaskTable.Open(transaction, StaffTaskKind.AfterEvent, caregiverId, dueOn, time.Now);
    }

    /// <param name="CheckIns">All, oldest first.</param>
    /// <param name="EventOn">The newest day of something serious since care last ended; null for never.</param>
    /// <param name="HeardOn">The days on which something serious became known.</param>
    /// <param name="AskAfterOn">The day of the question about it; null if none will come.</param>
    private sealed record Course(
        Caregiver Caregiver,
        IReadOnlyList<CheckIn> CheckIns,
        DateOnly? EventOn,
        IReadOnlyList<DateOnly> HeardOn,
        DateOnly? AskAfterOn
    )
    {
        public static Course Of(CourseRows rows, in CaregiverState state, SiteTime time)
        {
            var (since, today) = (state.On(ObservationKind.Left), time.Today);
            List<CareEvent> heavy =
            [
                .. rows.Events.Where(careEvent =>
                    SeriousEvent.IsHeavy(careEvent.Kind)
                    && careEvent.HappenedOn > since
                    && careEvent.HappenedOn <= today
                ),
            ];
            // What was told more than a month late is asked about with the next questions (our choice).
            List<DateOnly> heard =
            [
                .. heavy
                    .Select(careEvent => (careEvent.HappenedOn, RecordedOn: time.DayOf(careEvent.RecordedAt)))
                    .Where(pair => pair.HappenedOn >= pair.RecordedOn.AddMonths(-1))
                    .Select(pair => pair.HappenedOn > pair.RecordedOn ? pair.HappenedOn : pair.RecordedOn),
            ];
            return new Course(
                rows.Caregiver,
                rows.CheckIns,
                heavy.Max(careEvent => (DateOnly?)careEvent.HappenedOn),
                heard,
                PaceRules.AskAfter(heard, [.. rows.CheckIns.Select(asked => asked.AskedOn)], today)
            );
        }
    }
}
