using System.Globalization;
using CaregiverSignal.Mail.RestoreGuard;
using CaregiverSignal.People;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Hosting;

/// <summary>A forecast of what would be mailed if the service started now, made without writing anything.</summary>
/// <param name="NotByMail">How many people are due who get no mail: they are phoned, write on paper, are under 18, or
/// their mail is stopped.</param>
public sealed record MailForecast(IReadOnlyList<DueMail> Mails, long NotByMail)
{
    public bool IsNothing => Mails.Count == 0 && NotByMail == 0;

    public static MailForecast Read(Transaction transaction, SiteTime time) =>
        SendHold.WhyHeld(transaction) is not null
            ? new MailForecast([], 0)
            : new MailForecast(
                DueWork.Mails(transaction, time.Today),
                CaregiverTable.CountDueOtherwise(transaction, time.Today)
            );

    /// <summary>
    /// The forecast as text: "would mail 12 invitations and 1 reminder to 13 people, 2 alerts to coordinators; 2 people
    /// due by paper or phone, on the worklist".
    /// </summary>
    public string InWords()
    {
        var (people, staff) = (
            Mails.Where(one => one.ToCaregiver).ToList(),
            Mails.Where(one => !one.ToCaregiver).ToList()
        );
        List<string> parts = [];
        if (people.Count > 0)
            parts.Add($"{Listed(people)} to {Counted(people.Sum(one => one.People), "caregiver")}");
        if (staff.Count > 0)
            parts.Add($"{Listed(staff)} to coordinators");
        var mails = parts.Count == 0 ? "would mail nothing" : $"would mail {string.Join(", ", parts)}";
        return NotByMail == 0
            ? mails
            : $"{mails}; {Counted(NotByMail, "person")} due by paper or phone, on the worklist";
    }

    private static string Listed(IEnumerable<DueMail> mails) =>
        string.Join(" and ", mails.Select(one => Counted(one.Items, one.Kind)));

    private static string Counted(long count, string what) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{count} {(count == 1 ? what : what == "person" ? "people" : what + "s")}"
        );
}
