using CaregiverSignal.Mail.Sending;
using CaregiverSignal.Retention;
using Microsoft.Extensions.DependencyInjection;

namespace CaregiverSignal.Tests.Long;

/// <summary>
/// Ten years of the real heartbeat on a real store: each check-in is opened on its day, and invited to and reminded of
/// once, when the window opens.
/// </summary>
public sealed class TenYearsOfMailTests() : AtASite()
{
    private const string InvitedAt = "09:00";
    private static readonly DateOnly First = new(2026, 1, 1);

    /// <summary>The ten years for which mail can be kept.</summary>
    private static readonly DateOnly Last = new(2036, 1, 8);

    [LargeFact]
    public void Everybody_is_asked_every_month_and_gets_one_invitation_and_one_reminder_each()
    {
        var seed = LongRun.Seed();
        var random = new Random(seed);
        var anchors = Anchors(random);
        var ids = anchors.Select((anchor, n) => site.AddCaregiver($"{n}", enrolledOn: anchor)).ToList();
        var failures = Live(DaysToLookAt(), random);

        Assert.Equal(0, failures);
        for (var n = 0; n < anchors.Count; n++)
        {
            var (who, due) = (
                $"anchor {anchors[n]:yyyy-MM-dd}, seed {seed}",
                MonthsFrom(anchors[n]).TakeWhile(day => day <= Last).ToList()
            );
            Assert.True(
                site.CheckIns(ids[n])
                    .Select(one => (one.Number, one.AskedOn))
                    .SequenceEqual(due.Select((day, number) => (number, day))),
                who
            );
            AssertSent(ids[n], "invitation", "invite", due, who);
            AssertSent(
                ids[n],
                "reminder",
                "remind",
                [.. due.Select(day => day.AddDays(7)).Where(day => day <= Last)],
                who
            );
        }

        Assert.Equal(site.Count("mail", "state = 'sent'"), Directory.GetFiles(site.MailFolder, "*.eml").Length);
    }

    /// <summary>One mail a day of the list, sent when the window opened on it, or on Monday for a Sunday.</summary>
    private void AssertSent(long caregiver, string kind, string key, IReadOnlyList<DateOnly> days, string who)
    {
        var sent = site.Database.Read(transaction =>
            transaction.All<string>(
                """
                select mail.sent_at
                from check_in join mail on mail.dedupe_key = @key || ':' || check_in.id
                where check_in.caregiver_id = @caregiver and mail.state = 'sent' and mail.kind = @kind
                order by check_in.asked_on
                """,
                new
                {
                    key,
                    caregiver,
                    kind,
                }
            )
        );
        var opened = days.Select(day => Utc(day.DayOfWeek == DayOfWeek.Sunday ? day.AddDays(1) : day))
            .Where(at => DateOnly.FromDateTime(at) <= Last)
            .ToList();
        Assert.True(
            sent.Select(at => DateTimeOffset.Parse(at, CultureInfo.InvariantCulture).UtcDateTime).SequenceEqual(opened),
            $"{kind} of {who}: {sent.Count} for {opened.Count}"
        );
        Assert.True(
            site.Count("mail", $"caregiver_id = {caregiver} and kind = '{kind}' and state <> 'sent'") <= 1,
            $"{kind} of {who}"
        );
    }

    /// <returns>Steps that failed.</returns>
    private int Live(IReadOnlyCollection<DateOnly> days, Random random)
    {
        // Made again at will, so no commit need wait for the disk.
        using var database = Database.Open(site.StorePath, durable: false);
        var clock = site.Clock;
        var services = site.PartsOn(database, ("Mail:Window", $"{InvitedAt}-20:00"), ("Mail:Days", "Mon-Sat"));
        services
            .GetRequiredService<RetentionSettings>()
            .Become(new RetentionSettings(new RetentionTerms(MailDays: 3660, SentFileDays: 3660)));
        var (runner, mail, time) = (
            services.GetRequiredService<JobRunner>(),
            services.GetRequiredService<MailLoop>(),
            services.GetRequiredService<SiteTime>()
        );
        foreach (var day in days)
        {
            foreach (var instant in Instants(day, time, random))
            {
                clock.AdjustTime(instant);
                while (runner.Run() + mail.Round() > 0) { }
            }
        }

        return runner.Failures + mail.Failures;
    }

    /// <summary>
    /// The first instant of the day and the opening of the window, and by chance another; on a day of a clock change
    /// the change itself, before and after.
    /// </summary>
    private static IEnumerable<DateTimeOffset> Instants(DateOnly day, SiteTime time, Random random)
    {
        var (start, end) = (time.StartOf(day), time.StartOf(day.AddDays(1)));
        List<DateTimeOffset> instants = [start, new(Utc(day), TimeSpan.Zero)];
        if (random.Next(4) == 0)
            instants.Add(start.AddMinutes(random.Next((int)(end - start).TotalMinutes)));
        if (end - start != TimeSpan.FromDays(1))
        {
            var change = new DateTimeOffset(day, new TimeOnly(1, 0), TimeSpan.Zero);
            instants.AddRange([change.AddSeconds(-1), change, change.AddHours(1), end.AddSeconds(-1)]);
        }

        return instants.Order();
    }

    private static List<DateOnly> DaysToLookAt() =>
        [.. Enumerable.Range(First.DayNumber, Last.DayNumber - First.DayNumber + 1).Select(DateOnly.FromDayNumber)];

    /// <summary>Month ends, leap days, the days of both clock changes, and others by chance.</summary>
    private static List<DateOnly> Anchors(Random random)
    {
        List<DateOnly> anchors =
        [
            new(2026, 1, 31),
            new(2026, 3, 29),
            new(2026, 10, 25),
            new(2026, 12, 31),
            new(2028, 2, 29),
            new(2026, 1, 30),
        ];
        while (anchors.Count < 48)
            anchors.Add(First.AddDays(random.Next(3 * 365)));
        return anchors;
    }

    /// <summary>
    /// The instant of the window's opening in UTC, by the rule of the European Union and apart from the class library.
    /// </summary>
    private static DateTime Utc(DateOnly day)
    {
        var isSummer = day >= LastSunday(day.Year, 3) && day < LastSunday(day.Year, 10);
        return day.ToDateTime(TimeOnly.Parse(InvitedAt, CultureInfo.InvariantCulture), DateTimeKind.Utc)
            .AddHours(isSummer ? -2 : -1);
    }

    /// <summary>The same day of each month, or that month's last, apart from the class library too.</summary>
    private static IEnumerable<DateOnly> MonthsFrom(DateOnly anchor)
    {
        for (
            var (year, month) = (anchor.Year, anchor.Month);
            ;
            (year, month) = month == 12 ? (year + 1, 1) : (year, month + 1)
        )
        {
            int[] lengths = [31, year % 4 == 0 ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
            yield return new DateOnly(year, month, Math.Min(anchor.Day, lengths[month - 1]));
        }
    }

    private static DateOnly LastSunday(int year, int month)
    {
        var day = new DateOnly(year, month, 31);
        return day.AddDays(-(int)day.DayOfWeek);
    }
}
