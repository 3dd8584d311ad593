using CaregiverSignal.Answers;
using CaregiverSignal.Demo;
using CaregiverSignal.Import;
using CaregiverSignal.Scores;
using CaregiverSignal.Signals.Hindsight;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Tests.Demo;

public class CohortTests
{
    private static readonly CohortOptions Options = new(CohortWorld.Standard, 40, 36, 1);

    [Fact]
    public void The_same_seed_makes_the_same_cohort_and_another_seed_another()
    {
        Assert.Equal(Told(Some.Cohort(Options)), Told(Some.Cohort(Options)));
        Assert.NotEqual(Told(Some.Cohort(Options)), Told(Some.Cohort(Options with { Seed = 2 })));
    }

    [Fact]
    public void One_more_person_changes_nobody_else()
    {
        var (fewer, more) = (Some.Cohort(Options), Some.Cohort(Options with { People = 41 }));

        Assert.Equal(Told(fewer), Told(more.Take(40)));
    }

    [Fact]
    public void What_people_say_of_help_changes_no_other_answer_and_no_finding()
    {
        var without = Some.Plan with { Instruments = [.. Some.Plan.Instruments.Where(one => one.Key != Wishes.Instrument)] };
        var (said, unsaid) = (Some.Cohort(Options), Cohort.Make(Options, without, Some.Instruments));

        Assert.Contains(said, one => one.History.Waves.Any(wave => wave.Answers.Any(answer => answer.Instrument == Wishes.Instrument)));
        Assert.Equal(Told(unsaid), Told(said.Select(one => one with
        {
            History = one.History with { Waves = [.. one.History.Waves.Select(wave => wave with { Answers = [.. wave.Answers.Where(answer => answer.Instrument != Wishes.Instrument)] })] },
        })));
        Assert.Equal(unsaid.SelectMany(Findings), said.SelectMany(Findings));
    }

    [Theory]
    [InlineData(Course.Creeping, 0.8, HelpWish.Respite)]
    [InlineData(Course.Content, 0.1, HelpWish.Nothing)]
    public void What_would_help_follows_the_strain(Course course, double strain, HelpWish wish)
    {
        var wishes = Some.Instruments.Newest(Wishes.Instrument);

        var forms = Enumerable.Range(0, 400).Select(person => Wishing.Form(wishes, course, strain, Population.LuckOf(1, person, subject: 5))).ToList();

        Assert.Equal((int)wish, forms.GroupBy(form => form[Wishes.Wish]).MaxBy(group => group.Count())!.Key);
        Assert.InRange(forms.Count(form => form[Wishes.Barrier] is null), 20, 60);
        Assert.All(forms, form => Assert.All(wishes.Items, item => Assert.True(form[item.Key] is not { } code || item.Allows(code))));
    }

    [Fact]
    public void Everybody_is_asked_by_the_plan_each_month_and_answers_within_the_window()
    {
        foreach (var person in Some.Cohort(Options).Where(one => one.CollapsedOn is null))
        {
            Assert.InRange(person.History.Waves.Count, 35, 36);
            Assert.Equal(person.EnrolledOn, person.History.Waves[0].AskedOn);
            Assert.All(person.Asked, keys => Assert.Contains("volhoudtijd", keys));
            Assert.All(person.History.Waves, wave => Assert.True(wave.AnsweredOn is null || (wave.AnsweredOn >= wave.AskedOn && wave.AnsweredOn < wave.ClosesOn)));
        }
    }

    [Fact]
    public void Nothing_is_known_after_the_care_has_collapsed()
    {
        var collapsed = Some.Cohort(Options with { World = Only(Course.Sudden) }).Where(one => one.CollapsedOn is not null).ToList();

        Assert.NotEmpty(collapsed);
        Assert.All(collapsed, one => Assert.All(one.History.Waves, wave => Assert.True((wave.AnsweredOn ?? wave.AskedOn) <= one.CollapsedOn)));
        Assert.All(collapsed, one => Assert.All(one.History.Events, happened => Assert.True(happened.Day <= one.CollapsedOn)));
    }

    [Theory]
    [InlineData(Course.Steady)]
    [InlineData(Course.Content)]
    [InlineData(Course.Coping)]
    [InlineData(Course.Recovering)]
    public void The_care_of_stable_contented_coping_and_recovering_people_does_not_collapse(Course course) =>
        Assert.All(People(course), one => Assert.Null(one.CollapsedOn));

    [Theory]
    [InlineData(Course.Creeping, 0.35, 0.8)]
    [InlineData(Course.Minimising, 0.35, 0.8)]
    [InlineData(Course.Sudden, 0.4, 0.6)]
    [InlineData(Course.Silent, 0.7, 1)]
    [InlineData(Course.Devoted, 0.15, 0.4)]
    public void Of_the_other_courses_a_known_share_collapses(Course course, double least, double most) =>
        Assert.InRange(People(course).Average(one => one.CollapsedOn is null ? 0.0 : 1), least, most);

    [Fact]
    public void Steady_people_stay_where_they_are_and_under_the_cut_off()
    {
        var steady = People(Course.Steady);

        var (first, last) = (Mean(steady, "csi", "total", FirstHalfYear), Mean(steady, "csi", "total", LastHalfYear));
        Assert.InRange(last - first, -0.3, 0.3);
        Assert.InRange(last, 1, 5);
    }

    [Fact]
    public void Coping_people_stand_over_the_cut_off_and_can_go_on_for_a_year_or_more()
    {
        var coping = People(Course.Coping);

        Assert.InRange(Mean(coping, "csi", "total", FirstHalfYear), 6.5, 9);
        Assert.InRange(Mean(coping, "csi", "total", LastHalfYear), 6.5, 9);
        Assert.True(Mean(coping, "volhoudtijd", "time", LastHalfYear) >= 4.5);
    }

    [Fact]
    public void Creeping_people_get_heavier_slowly()
    {
        var creeping = Collapsed(Course.Creeping);

        var (early, halfYear, end) = (
            Mean(creeping, "srb", "burden", FirstHalfYear),
            Mean(creeping, "srb", "burden", (one, day) => DaysLeft(one, day) is > 150 and <= 210),
            Mean(creeping, "srb", "burden", (one, day) => DaysLeft(one, day) <= 60));
        Assert.True(early < 35);
        Assert.InRange(end, 75, 95);
        Assert.InRange(end - halfYear, 10, 30);
    }

    [Fact]
    public void Sudden_people_are_well_until_an_event_and_heavy_soon_after_it()
    {
        var lives = Enumerable.Range(0, 200).Select(number => Lives.Invent(OfCourse(Course.Sudden), number)).ToList();

        var rises = lives.Select(life =>
        {
            var turn = life.EnrolledOn.AddDays(life.Turns[1].Day);
            Assert.Contains(life.Events, one => one.Day == turn);
            return life.StrainOn(turn.AddDays(45)) - life.StrainOn(turn.AddDays(-1));
        });
        Assert.True(rises.Average() > 0.4);
    }

    [Fact]
    public void Recovering_people_are_heavy_until_respite_and_light_in_the_end()
    {
        var recovering = People(Course.Recovering);

        Assert.InRange(Mean(recovering, "csi", "total", FirstHalfYear), 7.5, 11);
        Assert.InRange(Mean(recovering, "csi", "total", LastHalfYear), 1, 5);
        Assert.All(recovering, one => Assert.Contains(one.History.Events, happened => happened.Kind == "RespiteStarted"));
    }

    [Fact]
    public void Silent_people_answered_before_and_say_nothing_in_the_last_two_months()
    {
        var silent = Collapsed(Course.Silent);

        Assert.All(silent, one => Assert.All(one.History.Waves, wave => Assert.True(wave.AnsweredOn is not { } day || DaysLeft(one, day) > 60)));
        Assert.InRange(silent.SelectMany(one => one.History.Waves.Where(wave => DaysLeft(one, wave.AskedOn) > 200)).Average(wave => wave.AnsweredOn is null ? 0.0 : 1), 0.75, 0.9);
    }

    [Fact]
    public void Minimising_people_say_that_it_goes_well_while_their_complaints_are_those_of_others()
    {
        var (minimising, creeping) = (Collapsed(Course.Minimising), Collapsed(Course.Creeping));
        Func<CohortPerson, DateOnly, bool> atTheEnd = (one, day) => DaysLeft(one, day) <= 120;

        Assert.True(Mean(minimising, "opening", "going", atTheEnd) > 3.5);
        Assert.True(Mean(creeping, "opening", "going", atTheEnd) < 2.5);
        Assert.InRange(Mean(minimising, "csi", "total", atTheEnd), 7, 11);
        Assert.True(Mean(minimising, "volhoudtijd", "time", atTheEnd) > Mean(creeping, "volhoudtijd", "time", atTheEnd) + 1);
    }

    [Fact]
    public void Content_people_have_few_contacts_and_a_light_heart()
    {
        var (content, steady) = (People(Course.Content), People(Course.Steady));

        Assert.True(Mean(content, "ssl-12-i", "total", Always) < Mean(steady, "ssl-12-i", "total", Always) - 5);
        Assert.True(Mean(content, "opening", "going", Always) > 4.4);
        Assert.True(Mean(content, "csi", "total", Always) < 2);
    }

    [Fact]
    public void Devoted_people_are_happy_with_caring_and_over_the_cut_off()
    {
        var devoted = People(Course.Devoted);

        Assert.True(Mean(devoted, "csi", "total", Always) >= 7.5);
        Assert.True(Mean(devoted, "cra", "esteem", Always) > 4);
        Assert.InRange(Mean(devoted, "carerqol", "vas", Always), 7.5, 8.5);
    }

    [Theory]
    [InlineData("csi", "total", 1, 1.0, 0.1)]
    [InlineData("carerqol", "vas", 1, 0.67, 0.07)]
    [InlineData("csi", "total", 2, 2.0, 0.25)]
    [InlineData("carerqol", "vas", 2, 1.34, 0.14)]
    public void Scores_are_off_by_their_published_error_and_twice_that_in_the_noisy_world(string key, string scale, double size, double error, double margin)
    {
        var (instrument, noise) = (Some.Instruments.Newest(key), new Noise(size));
        var luck = new Random(1);

        var values = Enumerable.Range(0, 4000).Select(_ =>
        {
            var form = FilledIn.Form(instrument, Course.Steady, 0.5 + noise.OfDay(luck), new Random(7), luck, noise);
            var answers = form.Where(one => one.Value is not null).ToDictionary(one => one.Key, one => one.Value!.Value);
            return Scoring.Score(instrument, answers).Single(one => one.Scale == scale).Value;
        }).OfType<double>().ToList();

        var mean = values.Average();
        Assert.InRange(Math.Sqrt(values.Average(value => (value - mean) * (value - mean))), error - margin, error + margin);
    }

    [Fact]
    public void In_the_world_of_non_response_four_in_ten_check_ins_are_not_answered()
    {
        var waves = Some.Cohort(new CohortOptions(CohortWorld.Unanswered with { Shares = Only(Course.Coping).Shares }, 200, 36, 1)).SelectMany(one => one.History.Waves);

        Assert.InRange(waves.Average(wave => wave.AnsweredOn is null ? 1.0 : 0), 0.38, 0.46);
    }

    [Fact]
    public void A_written_cohort_is_read_back_without_a_fault_and_scores_the_same()
    {
        using var folder = new TemporaryFolder();
        var cohort = Some.Cohort(Options);

        CohortFolder.Write(folder.Name, cohort);

        var read = FolderReader.Read(folder.Name, Some.Instruments, out var faults);
        Assert.Empty(faults);
        var histories = FolderHistories.Of(read!, Some.Instruments, Some.Plan, out faults);
        Assert.Empty(faults);
        Assert.Equal(cohort.Select(Written), histories!.Select((one, place) => Written(cohort[place] with { Person = one.Person, History = one.History })));
        Assert.Equal(cohort.Select(one => (one.Person, one.EnrolledOn, one.Channel)), read!.People.Select(row => (row.Person, row.Enrolled, row.Channel)));
        Assert.Equal(cohort.SelectMany(one => one.Asked.Select(keys => string.Join(';', keys))), read.Asked.Select(row => string.Join(';', row.Instruments)));
    }

    [Fact]
    public void A_written_cohort_is_told_the_same_as_the_one_in_memory()
    {
        using var folder = new TemporaryFolder();
        var cohort = Some.Cohort(Options);

        CohortFolder.Write(folder.Name, cohort);

        var histories = FolderHistories.Of(FolderReader.Read(folder.Name, Some.Instruments, out _)!, Some.Instruments, Some.Plan, out _)!;
        var told = cohort.Select(one => string.Join('|', Replay.Of(one.History, new RuleSettings()).Select(Line))).ToList();
        Assert.Contains(told, one => one.Length > 0);
        Assert.Equal(told, histories.Select(one => string.Join('|', Replay.Of(one.History, new RuleSettings()).Select(Line))));

        static string Line(ToldSignal one) => $"{one.Day} {one.Level} {string.Join(';', one.Kinds)} {one.Reason}";
    }

    [Fact]
    public void The_outcomes_of_a_written_cohort_are_the_collapses()
    {
        using var folder = new TemporaryFolder();
        var cohort = Some.Cohort(Options);

        CohortFolder.Write(folder.Name, cohort);

        var outcomes = FolderReader.ReadOutcomes(
            Path.Combine(folder.Name, "outcomes.csv"), cohort.Select(one => one.Person).ToHashSet(), Some.Instruments, out var faults);
        Assert.Empty(faults);
        Assert.Equal(cohort.Where(one => one.CollapsedOn is not null).Select(one => (one.Person, one.CollapsedOn!.Value)), outcomes!.Select(row => (row.Person, row.Date)));
    }

    /// <summary>A history in one text; a file has no order of questionnaires, of answers, nor of what happened on one day.</summary>
    private static string Written(CohortPerson person) => string.Join('|', [
        person.Person,
        .. person.History.Events.Select(it => $"{it.Day} {it.Kind} {it.By}").Order(),
        .. person.History.Waves.Select(wave => $"{wave.AskedOn} {wave.ClosesOn} {wave.AnsweredOn} {wave.WantsCall} {wave.ByMail} {string.Join(' ', wave.Values.Where(it => Facts.AreReadFrom(it.Instrument)).Select(it => it.ToString()).Order())}")]);

    private static bool FirstHalfYear(CohortPerson person, DateOnly day) => day < person.EnrolledOn.AddMonths(6);

    private static bool LastHalfYear(CohortPerson person, DateOnly day) => day > person.History.Today.AddMonths(-6);

    private static bool Always(CohortPerson person, DateOnly day) => true;

    private static int DaysLeft(CohortPerson person, DateOnly day) => person.CollapsedOn!.Value.DayNumber - day.DayNumber;

    private static IReadOnlyList<CohortPerson> People(Course course) => Some.Cohort(OfCourse(course));

    private static List<CohortPerson> Collapsed(Course course) => [.. People(course).Where(one => one.CollapsedOn is not null)];

    private static CohortOptions OfCourse(Course course) => new(Only(course), 200, 36, 3);

    private static CohortWorld Only(Course course) => CohortWorld.Standard with { Shares = new Dictionary<Course, double> { [course] = 1 } };

    private static double Mean(IEnumerable<CohortPerson> people, string instrument, string scale, Func<CohortPerson, DateOnly, bool> counts) =>
        people.SelectMany(one => one.History.Waves
            .Where(wave => wave.AnsweredOn is { } day && counts(one, day))
            .SelectMany(wave => wave.Values)
            .Where(it => it.Instrument == instrument && it.Value.Scale == scale)
            .Select(it => it.Value.Value)).Average()!.Value;

    /// <summary>Everything about them in one text, because lists in records compare by place.</summary>
    private static IEnumerable<string> Findings(CohortPerson person) => Replay.Of(person.History, new RuleSettings())
        .Select(told => $"{person.Person} {told.Day} {told.Level} {told.Reason}");

    private static List<string> Told(IEnumerable<CohortPerson> cohort) => [.. cohort.Select(one => string.Join('|', [
        one.Person, one.Course.ToString(), $"{one.EnrolledOn} {one.CollapsedOn} {one.Channel}",
        .. one.History.Events.Select(it => it.ToString()),
        .. one.History.Waves.Select(wave => $"{wave.AskedOn} {wave.AnsweredOn} {string.Join(' ', wave.Answers)} {string.Join(' ', wave.Values)}")]))];
}
