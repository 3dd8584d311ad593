using System.Globalization;
using CaregiverSignal.Signals.Rules;
using CaregiverSignal.Tests.Support;

namespace CaregiverSignal.Tests.Signals.Cases;

/// <summary>What the founding documents ask of each case, held in ten lives that nobody wrote down.</summary>
public class CasesAfreshTests
{
    public static TheoryData<int> Variants => [.. Enumerable.Range(0, 1_000)];

    [LargeTheory]
    [MemberData(nameof(Variants))]
    public void C01_the_creeping_years_the_admission_and_the_fall_are_told_and_what_is_fairly_well_between_them_is_not(
        int variant
    )
    {
        var its = new Afresh(1, variant);
        var lessTime = its[4, 5];
        var years = new Case()
            .Asked("2021-03-10")
            .Answers(csi: its[2, 3], volhoudtijd: 5, going: its[3, 4])
            .Asked("2021-06-10")
            .Answers(csi: its[3, 5], volhoudtijd: 5, going: its[3, 4])
            .Asked("2021-09-10")
            .Answers(csi: its[4, 6], volhoudtijd: lessTime, going: its[3, 4])
            .Asked("2021-12-10")
            .Answers(csi: 6, volhoudtijd: lessTime, going: its[3, 4])
            .Asked("2022-03-10")
            .Answers(csi: 6, volhoudtijd: lessTime, going: its[3, 4])
            .Contacted("2022-04-02")
            .Asked("2022-12-10")
            .Answers(csi: its[5, 6], volhoudtijd: lessTime, going: 3)
            .Asked("2023-06-10")
            .Answers(csi: its[5, 6], volhoudtijd: lessTime, going: 3)
            .Happened("2023-11-08", "Admission", by: its.Either("professional", "caregiver"))
            .Contacted("2023-11-15")
            .Asked("2024-05-10")
            .Answers(csi: its[3, 4], going: its[3, 5])
            .Asked("2024-11-10")
            .Answers(csi: its[3, 4], going: its[3, 5])
            .Asked("2025-05-10")
            .Answers(csi: its[3, 4], going: its[3, 5]);
        var fall = years
            .Happened("2025-11-03", "Fall", by: its.Either("professional", "caregiver"))
            .Asked("2025-11-10")
            .Answers(
                csi: its[4, 6],
                yes: "sleep",
                going: its[3, 4],
                happiness: its[3, 5],
                missing: its.Either<int?>(null, its[19, 24])
            );
        var fairlyWell = years
            .Asked("2025-11-10")
            .Answers(csi: its[3, 4], going: its[3, 4], happiness: its[6, 8], missing: its[8, 14]);
        var better = fall.Contacted("2025-11-25")
            .Asked("2026-02-10")
            .Answers(csi: its[4, 5], yes: "sleep", going: its[3, 4], happiness: its[4, 6])
            .Happened("2026-04-01", "SupportStarted", by: "coordinator")
            .Asked("2026-05-10")
            .Answers(csi: its[3, 4], going: its[3, 4], happiness: its[5, 7], missing: its[13, 17])
            .Happened("2026-10-20", "SupportEnded", by: "coordinator")
            .Asked("2026-11-10")
            .Answers(csi: its[2, 3], going: its[4, 5], happiness: its[6, 9], missing: its[8, 13]);

        its.Told(years).Something("2021-03-10", "2022-03-24");
        its.Told(years).On("2023-11-08", SignalKind.Event);
        its.Told(years).Nothing(from: "2023-11-09");
        its.Told(fall).Something("2025-11-03", "2025-11-24");
        its.Told(fairlyWell).Nothing(from: "2023-11-09");
        its.Told(better).Nothing(from: "2025-11-25");
    }

    [LargeTheory]
    [MemberData(nameof(Variants))]
    public void C02_each_of_two_parents_is_told_and_a_flat_line_after_the_plan_not_each_week(int variant)
    {
        var its = new Afresh(2, variant);
        Case Parent(string job) =>
            new Case()
                .Asked("2024-01-15")
                .Answers(csi: its[4, 6], yes: "work", volhoudtijd: 5, going: its[3, 4])
                .Asked("2024-03-15")
                .Answers(volhoudtijd: 5, going: its[2, 3], happiness: its[5, 7], help: 0, activities: 2)
                .Asked("2024-04-15")
                .Answers(csi: its[5, 6], yes: "work family", volhoudtijd: its[4, 5], going: 3)
                .Happened(job, "JobChanged");
        var (lina, pieter) = (Parent("2024-05-06"), Parent("2024-05-20"));
        var plan = lina.Contacted("2024-06-25").Happened("2024-07-01", "SupportStarted", by: "coordinator");
        foreach (var week in Enumerable.Range(0, 26))
        {
            var day = Some.Date("2024-07-08").AddDays(7 * week).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            plan = plan.Asked(day)
                .Answers(
                    csi: its[5, 6],
                    yes: "work family",
                    volhoudtijd: 4,
                    going: its[3, 4],
                    happiness: its[5, 6],
                    help: 1
                );
        }

        its.Told(lina).Something("2024-01-15", "2024-05-06");
        its.Told(pieter).Something("2024-01-15", "2024-05-20");
        var after = its.Told(plan).All.Select(one => one.Day).Where(day => day > Some.Date("2024-07-01")).ToList();
        Assert.Each(after.Zip(after.Skip(1)), pair => Assert.True(pair.Second.DayNumber - pair.First.DayNumber >= 90));
    }

    [LargeTheory]
    [MemberData(nameof(Variants))]
    public void C03_somebody_young_for_whom_it_creeps_up_is_told_at_the_third_check_in_at_the_latest_and_the_same_course_of_one_at_ease_is_not(
        int variant
    )
    {
        var its = new Afresh(3, variant);
        var son = new Case()
            .Asked("2025-01-12")
            .Answers(csi: its[1, 2], volhoudtijd: its[5, 6], going: its[3, 5])
            .Asked("2025-04-13")
            .Answers(csi: its[3, 4], yes: "work plans", volhoudtijd: 5, going: its[3, 4])
            .Asked("2025-07-13")
            .Answers(csi: its[5, 6], yes: "work plans demands", volhoudtijd: its[4, 5], going: its[3, 4]);
        var atEase = new Case()
            .Asked("2025-01-12")
            .Answers(csi: its[1, 2], volhoudtijd: 6, going: its[3, 5])
            .Asked("2025-04-13")
            .Answers(csi: its[2, 3], volhoudtijd: its[5, 6], going: its[3, 5])
            .Asked("2025-07-13")
            .Answers(csi: its[2, 3], volhoudtijd: its[5, 6], going: its[3, 5]);

        its.Told(son).Something("2025-04-13", "2025-07-27");
        its.Told(atEase).Nothing();
    }

    [LargeTheory]
    [MemberData(nameof(Variants))]
    public void C04_not_serious_enough_elsewhere_is_told_here_and_so_are_two_forms_unanswered_and_the_isolation_that_remains(
        int variant
    )
    {
        var its = new Afresh(4, variant);
        var ada = new Case()
            .Asked("2024-01-10")
            .Answers(csi: its[5, 8], volhoudtijd: 5, going: its[1, 2], missing: its[12, 18])
            .Contacted("2024-01-30")
            .Missed("2024-02-10");
        var silent = ada.Missed("2024-03-10");
        var coached = silent
            .Contacted("2024-04-02")
            .Happened("2024-04-05", "SupportStarted", by: "coordinator")
            .Asked("2024-04-10")
            .Answers(going: its[2, 3])
            .Asked("2024-07-10")
            .Answers(csi: its[5, 6], volhoudtijd: 5, going: 3);
        var after = coached
            .Contacted("2024-10-02")
            .Happened("2024-11-01", "SupportEnded", by: "coordinator")
            .Asked("2025-01-10")
            .Answers(csi: its[4, 6], volhoudtijd: its[5, 6], going: 3, missing: its[19, 24]);

        its.Told(ada).AtTheCheckInOf("2024-01-10");
        its.Told(ada).Nothing(from: "2024-01-30");
        its.Told(silent).On("2024-03-24", SignalKind.Silence);
        its.Told(coached).Nothing(from: "2024-04-02", until: "2024-07-24");
        its.Told(after).AtTheCheckInOf("2025-01-10", SignalKind.Support);
    }

    [LargeTheory]
    [MemberData(nameof(Variants))]
    public void C05_relief_that_is_cut_is_told_by_the_check_in_after_it_though_she_says_that_she_manages(int variant)
    {
        var its = new Afresh(5, variant);
        var before = new Case()
            .Asked("2025-01-10")
            .Answers(csi: its[2, 4], volhoudtijd: 5, going: its[4, 5])
            .Asked("2025-04-10")
            .Answers(csi: its[2, 4], volhoudtijd: 5, going: its[4, 5]);
        var cut = before
            .Happened("2025-05-20", "FormalHelpReduced", by: its.Either("caregiver", "professional"))
            .Asked("2025-06-03")
            .Answers(csi: its[6, 8], yes: "sleep", volhoudtijd: its[4, 5], going: 4);
        var hisWord = before
            .Happened("2025-05-20", "Other", by: "professional")
            .Asked("2025-06-03")
            .Answers(csi: its[3, 4], volhoudtijd: 5, going: 4);

        its.Told(before).Nothing();
        its.Told(cut).Something("2025-05-20", "2025-06-17");
        its.Told(hisWord).Nothing();
    }

    [LargeTheory]
    [MemberData(nameof(Variants))]
    public void C06_two_who_work_and_care_for_three_are_each_told_when_help_is_refused_at_the_latest(int variant)
    {
        var its = new Afresh(6, variant);
        Case Carer() =>
            new Case()
                .Asked("2025-01-15")
                .Answers(csi: its[5, 9], yes: "work demands", volhoudtijd: its[4, 5], going: its[2, 4]);
        var (brother, sister) = (Carer(), Carer());
        var alone = new Case()
            .Asked("2025-01-15")
            .Answers(csi: its[1, 3], yes: "work", volhoudtijd: 6, going: its[3, 4]);

        its.Told(brother.Happened("2025-02-20", "FormalHelpReduced", by: "professional"))
            .Something("2025-01-15", "2025-02-20");
        its.Told(sister.Happened("2025-02-20", "FormalHelpReduced", by: "professional"))
            .Something("2025-01-15", "2025-02-20");
        its.Told(alone).Nothing();
    }

    [LargeTheory]
    [MemberData(nameof(Variants))]
    public void C07_a_parent_who_stops_working_for_a_son_is_told_on_that_day_and_before_it_is_not(int variant)
    {
        var its = new Afresh(7, variant);
        var parent = new Case()
            .Asked("2025-01-15")
            .Answers(csi: its[4, 5], yes: "work upsetting", volhoudtijd: 5, going: its[3, 4])
            .Asked("2025-04-15")
            .Answers(csi: its[5, 6], yes: "work upsetting financial", volhoudtijd: 5, going: its[3, 4]);

        its.Told(parent).Nothing();
        its.Told(parent.Happened("2025-05-02", "JobChanged", by: its.Either("caregiver", "professional")))
            .On("2025-05-02", SignalKind.Event);
    }

    [LargeTheory]
    [MemberData(nameof(Variants))]
    public void C08_a_crisis_is_told_on_its_day_however_light_the_last_answer_and_what_is_no_crisis_is_not(int variant)
    {
        var its = new Afresh(8, variant);
        var before = new Case().Asked("2025-01-10").Answers(csi: its[0, 5], volhoudtijd: its[5, 6], going: its[3, 5]);

        its.Told(
                before.Happened(
                    "2025-02-14",
                    "CrisisAdmission",
                    by: its.Either("caregiver", "professional", "coordinator")
                )
            )
            .On("2025-02-14", SignalKind.Event);
        its.Told(before.Happened("2025-02-14", its.Either("Diagnosis", "Moved", "Other"), by: "professional"))
            .Nothing();
    }

    [LargeTheory]
    [MemberData(nameof(Variants))]
    public void C09_visits_that_dry_up_over_three_check_ins_are_told_at_the_third_and_what_comes_back_is_not(
        int variant
    )
    {
        var its = new Afresh(9, variant);
        var (first, second) = (its[28, 40], its[2, 4]);
        var two = new Case()
            .Asked("2024-02-10")
            .Answers(csi: its[3, 4], volhoudtijd: its[5, 6], going: its[3, 4], support: first)
            .Asked("2024-08-10")
            .Answers(csi: its[3, 5], volhoudtijd: its[5, 6], going: its[3, 4], support: first - second);
        var less = two.Asked("2025-02-10")
            .Answers(csi: its[3, 5], volhoudtijd: its[5, 6], going: its[3, 4], support: first - second - its[2, 4]);
        var back = two.Asked("2025-02-10")
            .Answers(csi: its[3, 5], volhoudtijd: its[5, 6], going: its[3, 4], support: first - second + its[0, 3]);

        its.Told(two).Nothing();
        its.Told(less).AtTheCheckInOf("2025-02-10", SignalKind.Support);
        its.Told(back).Nothing();
    }

    [LargeTheory]
    [MemberData(nameof(Variants))]
    public void C10_behaviour_that_got_worse_is_told_before_the_club_falls_away_and_a_better_check_in_after_it_is_not(
        int variant
    )
    {
        var its = new Afresh(10, variant);
        var home = new Case()
            .Asked("2024-06-10")
            .Answers(csi: its[3, 5], volhoudtijd: its[4, 5], going: its[3, 4])
            .Happened("2024-09-05", "BehaviourWorsened", by: its.Either("caregiver", "professional"));
        var better = home.Contacted("2024-09-12", nextOn: "2024-12-24")
            .Asked("2024-12-10")
            .Answers(csi: its[2, 4], volhoudtijd: its[5, 6], going: its[3, 5])
            .Asked("2025-03-10")
            .Answers(csi: its[2, 3], volhoudtijd: its[5, 6], going: its[4, 5]);

        its.Told(home.Happened("2024-11-20", "HelperLost")).Something("2024-06-10", "2024-11-19");
        its.Told(better).Nothing(from: "2024-09-12");
    }

    [LargeTheory]
    [MemberData(nameof(Variants))]
    public void C11_respite_that_fails_is_told_each_time_and_silence_after_a_high_score_when_it_begins(int variant)
    {
        var its = new Afresh(11, variant);
        var carer = new Case()
            .Asked("2025-01-10")
            .Answers(
                csi: its[7, 11],
                yes: "upsetting changed",
                volhoudtijd: its[3, 4],
                going: its[2, 4],
                burden: its[60, 90]
            )
            .Contacted("2025-01-28")
            .Happened("2025-02-20", "RespiteFailed", by: "professional")
            .Contacted("2025-02-25")
            .Happened("2025-04-15", "RespiteFailed", by: "caregiver")
            .Contacted("2025-04-18", nextOn: "2025-12-01")
            .Missed("2025-05-10");
        var noRespite = new Case()
            .Asked("2025-01-10")
            .Answers(csi: its[1, 4], volhoudtijd: 6, going: its[3, 5])
            .Happened("2025-02-20", its.Either("RespiteStarted", "RespiteEnded"));

        its.Told(carer).AtTheCheckInOf("2025-01-10");
        its.Told(carer).On("2025-02-20", SignalKind.Event);
        its.Told(carer).On("2025-04-15", SignalKind.Event);
        its.Told(carer.Missed("2025-06-10")).Something("2025-05-24", "2025-06-24", SignalKind.Silence);
        its.Told(noRespite).Nothing();
    }

    [LargeTheory]
    [MemberData(nameof(Variants))]
    public void C12_a_helper_who_dropped_out_is_told_where_the_load_is_moderate_and_not_where_it_is_light(int variant)
    {
        var its = new Afresh(12, variant);
        var moderate = new Case().Asked("2025-01-10").Answers(csi: its[4, 6], volhoudtijd: 5, going: its[3, 4]);
        var light = new Case().Asked("2025-01-10").Answers(csi: its[0, 3], volhoudtijd: 6, going: its[4, 5]);

        its.Told(moderate.Happened("2025-02-03", "HelperLost")).On("2025-02-03", SignalKind.Event);
        its.Told(light.Happened("2025-02-03", "HelperLost")).Nothing();
    }

    [LargeTheory]
    [MemberData(nameof(Variants))]
    public void C13_two_mails_without_an_answer_are_told_and_silence_by_phone_or_after_one_is_not(int variant)
    {
        var its = new Afresh(13, variant);
        var one = new Case()
            .Asked("2024-12-10")
            .Answers(csi: its[1, 5], volhoudtijd: its[5, 6], going: its[3, 4])
            .Asked("2025-01-10")
            .Answers(volhoudtijd: its[5, 6], going: its[3, 4])
            .Missed("2025-02-10");
        var byPhone = one.Asked("2025-03-10").ByPhone().Missed("2025-04-10").ByPhone().Missed("2025-05-10").ByPhone();

        its.Told(one).Nothing();
        its.Told(one.Missed("2025-03-10")).On("2025-03-24", SignalKind.Silence);
        its.Told(byPhone).Nothing();
    }

    [LargeTheory]
    [MemberData(nameof(Variants))]
    public void C14_own_contacts_lost_are_told_without_any_burden_and_support_that_wavers_is_not(int variant)
    {
        var its = new Afresh(14, variant);
        var support = its[34, 44];
        Case At(int later) =>
            new Case()
                .Asked("2024-02-10")
                .Answers(csi: its[0, 3], volhoudtijd: 6, going: its[4, 5], happiness: its[6, 9], support: support)
                .Asked("2024-08-10")
                .Answers(csi: its[0, 3], volhoudtijd: 6, going: its[4, 5], happiness: its[6, 9], support: later);

        its.Told(At(support - its[8, 14])).AtTheCheckInOf("2024-08-10", SignalKind.Support);
        its.Told(At(support + its[-5, 3])).Nothing();
    }

    [LargeTheory]
    [MemberData(nameof(Variants))]
    public void C16_near_accidents_month_after_month_are_told_at_the_third_at_the_latest_and_one_of_somebody_at_ease_is_not(
        int variant
    )
    {
        var its = new Afresh(16, variant);
        var once = new Case()
            .Asked("2025-01-10")
            .Answers(csi: its[1, 5], volhoudtijd: 6, going: its[3, 5])
            .Happened("2025-02-03", "Incident", by: its.Either("caregiver", "professional"));
        var thrice = once.Happened("2025-03-06", "Incident").Happened("2025-04-02", "Incident");
        var admitted = thrice.Contacted("2025-04-05").Happened("2025-05-02", "Admission", by: "professional");

        its.Told(once).Nothing();
        its.Told(thrice).Something("2025-02-03", "2025-04-02", SignalKind.Event);
        its.Told(admitted).On("2025-05-02", SignalKind.Event);
    }

    [LargeTheory]
    [MemberData(nameof(Variants))]
    public void C17_parents_are_told_by_their_own_answers_whatever_the_daughter_says(int variant)
    {
        var its = new Afresh(17, variant);
        var parents = new Case()
            .Asked("2025-01-15")
            .Answers(csi: its[4, 6], yes: "upsetting", volhoudtijd: 5, going: its[3, 4])
            .Asked("2025-04-15")
            .Answers(csi: its[7, 9], yes: "upsetting", volhoudtijd: its[4, 5], going: its[3, 4]);
        var atEase = new Case().Asked("2025-01-15").Answers(csi: its[1, 3], volhoudtijd: 6, going: its[4, 5]);

        its.Told(parents).AtTheCheckInOf("2025-04-15", SignalKind.Level);
        its.Told(parents.Happened("2025-03-01", "Other", by: "professional"))
            .AtTheCheckInOf("2025-04-15", SignalKind.Level);
        its.Told(atEase.Happened("2025-03-01", "Other", by: "professional")).Nothing();
    }

    [LargeTheory]
    [MemberData(nameof(Variants))]
    public void C18_a_small_life_that_was_chosen_stays_silent_for_three_years(int variant)
    {
        var its = new Afresh(18, variant);
        var missed = its[6, 11];
        var life = new Case().EachMonth(
            "2023-01-10",
            36,
            (it, month) =>
            {
                if (month % missed == missed - 1)
                    return it;
                it = it.Answers(going: its[3, 5], burden: its[5, 45], volhoudtijd: its[0, 4] == 0 ? 5 : 6);
                if (month % 3 == 0)
                    it = it.Answers(csi: its[2, 4]);
                if (month % 3 == 2)
                    it = it.Answers(happiness: its[7, 9], help: 0, activities: its[0, 2]);
                if (month % 6 == 1)
                    it = it.Answers(support: its[15, 18]);
                return month % 12 == 10 ? it.Answers(missing: its[8, 13]) : it;
            }
        );

        its.Told(life).Nothing();
    }

    [LargeTheory]
    [MemberData(nameof(Variants))]
    public void C19_every_circumstance_that_weighs_and_low_scores_stay_silent_for_three_years(int variant)
    {
        var its = new Afresh(19, variant);
        var missed = its[6, 11];
        var life = new Case()
            .EachMonth(
                "2023-01-10",
                36,
                (it, month) =>
                {
                    if (month % missed == missed - 1)
                        return it;
                    it = it.Answers(going: its[3, 5], burden: its[20, 50], volhoudtijd: 6);
                    if (month % 3 == 0)
                        it = it.Answers(csi: its[2, 5], yes: "upsetting");
                    if (month % 3 == 2)
                        it = it.Answers(happiness: its[7, 9], help: its[0, 1], fulfilment: 2);
                    return month % 6 == 1 ? it.Answers(support: its[29, 32]) : it;
                }
            )
            .Happened("2023-06-02", "BehaviourWorsened")
            .Happened("2024-05-12", "BehaviourWorsened")
            .Happened("2024-09-01", "Diagnosis", by: "professional")
            .Happened("2025-08-20", "BehaviourWorsened");

        its.Told(life).Nothing();
    }

    [LargeTheory]
    [MemberData(nameof(Variants))]
    public void C20_highly_satisfied_and_highly_burdened_is_told_at_the_first_answer_red_where_the_end_is_near_and_the_satisfied_alone_are_not(
        int variant
    )
    {
        var its = new Afresh(20, variant);
        Case Content(int csi, int volhoudtijd, int burden) =>
            new Case()
                .Asked("2025-01-10")
                .Answers(
                    csi: csi,
                    volhoudtijd: volhoudtijd,
                    going: its[4, 5],
                    happiness: its[8, 10],
                    fulfilment: 2,
                    help: its[1, 2],
                    burden: burden
                );

        its.Told(Content(its[7, 12], its[3, 6], its[20, 59])).AtTheCheckInOf("2025-01-10");
        its.Told(Content(its[7, 12], its[1, 3], its[60, 95])).AtTheCheckInOf("2025-01-10", level: Urgency.Red);
        its.Told(Content(its[0, 5], its[5, 6], its[0, 50])).Nothing();
    }
}
