using CaregiverSignal.Caseload;
using CaregiverSignal.Concerns;
using CaregiverSignal.Delivery;
using CaregiverSignal.Enrolments;
using CaregiverSignal.Privacy;

namespace CaregiverSignal.Pages.ForEverybody.Privacy;

/// <summary>The privacy page: the carers' centre's text, and what the program does by its settings.</summary>
public sealed class PrivacyModel(CurrentSettings settings) : SitePage
{
    public PrivacySettings Said => settings.Now.Privacy;

    public string Answers => T["KeptAnswers", Days(settings.Retention.EndedDays)];

    public string Controller =>
        Said.Controller is not { } controller ? Unsaid("WhoText")
        : Said.Address is { } address ? T["WhoTextAt", ("woorden", controller), ("adres", address)]
        : T["WhoText", ("woorden", controller)];

    public IReadOnlyList<string> Terms =>
        [
            T["KeptMailText", Days(settings.Retention.MailBytesDays)],
            T["KeptMail", Days(settings.Retention.MailDays)],
            T["KeptReply", Days(ReadReturns.RepliesKept.Days)],
            T["KeptLinks", AtLeast(settings.Retention.LinkDays)],
            T["KeptConcernReports", Days(ConcernReports.DaysKept)],
            T["KeptEnrolment", Days(Enrolment.DaysKept)],
        ];

    public string Colleague =>
        T["SeesColleague", ("dagen", WaitingTime.WorkingDaysOf(FollowUpSettings.EscalateAfterWorkingDays))];

    public void OnGet() { }

    /// <summary>The carers' centre's text, or that people can call to ask.</summary>
    public string SaidOr(string key, string? said) =>
        said is null ? Unsaid(key) : T[key, ("woorden", said.TrimEnd('.'))];

    /// <summary>That people may ask, if there is a number to call; otherwise empty.</summary>
    private string Unsaid(string key) => settings.SupportPoint.MayBeCalled ? T[key + "Unsaid"] : "";

    private (string, string) Days(int days) => ("dagen", InWords(days, atLeast: false));

    /// <summary>For a guaranteed term: no period of so many years is longer than stated.</summary>
    private (string, string) AtLeast(int days) => ("dagen", InWords(days, atLeast: true));

    /// <summary>"2 jaar" or "ruim 13 maanden" if the days amount to that; otherwise the days.</summary>
    private string InWords(int days, bool atLeast)
    {
        const double Month = 365.25 / 12;
        // Two days above the average: no period of so many months is longer.
        var (years, months) = (days / 365, (int)((days - 2) / Month));
        var beyond = days - 2 - (months * Month);
        var leapDays = (years + 3) / 4;
        return years > 0 && days % 365 <= leapDays && (!atLeast || days % 365 == leapDays)
                ? T.Counted("TermYears", years)
            : months > 2 && beyond <= 7 ? T.Counted("TermMonths", months)
            : T.Counted("Days", days);
    }
}
