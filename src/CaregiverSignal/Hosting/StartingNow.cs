using System.Globalization;
using CaregiverSignal.Mail.RestoreGuard;
using CaregiverSignal.People;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Hosting;

/// <summary>What would be mailed if the service ran now, found without writing anything.</summary>
/// <param name="OtherWays">How many are due who are phoned, write on paper, are under 18 or whose mail is
/// stopped.</param>
public sealed record StartingNow(IReadOnlyList<DueMail> Mails, long OtherWays)
{
    public bool IsNothing => Mails.Count == 0 && OtherWays == 0;

    public static StartingNow Read(Transaction transaction, SiteTime time) =>
        SendHold.WhyHeld(transaction, time.Now) is not null
            ? new StartingNow([], 0)
            : new StartingNow(
                DueWork.Mails(transaction, time.Today),
                CaregiverTable.CountDueOtherwise(transaction, time.Today)
            );

    /// <summary>
    /// "would mail 12 invitations and 1 reminder to 13 people, 2 alerts to coordinators; 2 people wait for paper or
    /// phone".
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
        return OtherWays == 0
            ? mails
            : $"{mails}; {Counted(OtherWays, "person")} due by paper or phone, on the worklist";
    }

    private static string Listed(IEnumerable<DueMail> mails) =>
        string.Join(" and ", mails.Select(one => Counted(one.Items, one.Kind)));

    private static string Counted(long count, string what) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{count} {(count == 1 ? what : what == "person" ? "people" : what + "s")}"
        );
}
