using System.Globalization;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Demo;

/// <summary>Writes what a demo prints at its end: the same text for the same options, so without paths, keys and times
/// of this machine.</summary>
public static class Summary
{
    public static async Task<string> WriteAsync(Simulation lived, CancellationToken stop = default)
    {
        var (options, people) = (lived.Options, lived.People);
        var mails = new DemoMail(lived.Installation, lived.Database).Newest();
        var (checkIns, signals) = await lived.Database.ReadAsync(
            async transaction =>
                (
                    await people.SelectManyAsync(person => CheckInTable.Of(transaction, person.Id)),
                    (await people.SelectManyAsync(person => SignalTable.Of(transaction, person.Id)))
                        .Where(signal => !signal.IsFollowed)
                        .ToLookup(signal => signal.Urgency)
                ),
            stop
        );
        var size = $"{Number(options.Caregivers, "caregiver")}, {Number(options.Months, "month")}, seed {options.Seed}";
        var answered = checkIns.Count(checkIn => checkIn.AnsweredAt is not null);
        var unanswered = checkIns.Count(checkIn => checkIn.ClosedAt is null);
        var open = signals.SelectMany(group => group).Count(signal => signal.ClosedAt is null);
        return $"""
            {lived.Installation.Settings.SupportPoint.Name}: {size}
            From {Day(options.FirstDay)} to {Day(DemoOptions.LastDay)} on a simulated clock. Everybody in it is made up.

            People
              {Counts(people.Select(person => Word(person.Course)))}
              {Counts(
                people.Select(person => "by " + person.Row.Details.Channel.Code())
            )}; {Employee.All.Count} coordinators

            Mails written          {mails.Count}
              {Counts(mails.Select(DemoMail.KindOf))}

            Check-ins              {checkIns.Count}
              {answered} answered, {unanswered} open today

            Signals                {signals.Sum(group => group.Count())}
              {signals[Urgency.Red].Count()} red: {KindsOf(signals[Urgency.Red])}
              {signals[Urgency.Amber].Count()} amber: {KindsOf(signals[Urgency.Amber])}
              {open} on the worklist today

            In the demo folder
              mail/               {mails.Count} mails as .eml files, named by day, kind and first name; a mail program opens them
              caregiversignal.db  everything that is stored (SQLite)

            """;
    }

    private static string KindsOf(IEnumerable<Signal> signals) =>
        Counts(signals.SelectMany(signal => signal.Kinds).Select(kind => kind.Code()));

    private static string Counts(IEnumerable<string> each) =>
        string.Join(
            ", ",
            each.CountBy(text => text)
                .OrderByDescending(entry => entry.Value)
                .ThenBy(entry => entry.Key, StringComparer.Ordinal)
                .Select(entry => $"{entry.Value} {entry.Key}")
        );

    private static string Number(int number, string thing) => $"{number} {thing}{(number == 1 ? "" : "s")}";

    private static string Word(Course course) => $"{course}".ToLowerInvariant();

    private static string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
}
