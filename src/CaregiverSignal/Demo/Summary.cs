using System.Globalization;
using System.Text;
using CaregiverSignal.Hosting;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Signals.Rules;
using CaregiverSignal.Storage;

namespace CaregiverSignal.Demo;

/// <summary>
/// Writes what a demo prints at its end: the same text for the same options, so without paths, keys and times of this
/// machine.
/// </summary>
public static class Summary
{
    /// <param name="written">All mail of these months; the store keeps only that of the last ones.</param>
    /// <param name="chartOf">Whose chart was written; null when there was too little to draw.</param>
    public static string Write(
        Installation installation,
        Database database,
        DemoOptions options,
        IReadOnlyList<Participant> people,
        IReadOnlyList<WrittenMail> written,
        Participant? chartOf
    )
    {
        var stories = Story.Choose(database, people);
        return database.Read(transaction =>
        {
            var text = new Lines();
            text.Add(
                $"{installation.Settings.SupportPoint.Name}: {Count(options.Caregivers, "caregiver")}, {Count(options.Months, "month")}, seed {options.Seed}"
            );
            text.Add(
                $"From {Day(options.FirstDay)} to {Day(DemoOptions.LastDay)} on a simulated clock. Everybody in it is made up."
            );
            AddPeople(text, people);
            AddMail(text, transaction, installation.MailKinds, written);
            AddReplies(text, DemoTable.Replies(transaction));
            AddSignals(text, DemoTable.Signals(transaction));
            AddStories(text, transaction, stories);
            AddPlaces(text, written.Count, chartOf);
            return text.ToString();
        });
    }

    public static string Word(Course course) => $"{course}".ToLowerInvariant();

    private static void AddPeople(Lines text, IReadOnlyList<Participant> people)
    {
        text.Heading("People");
        text.Add(
            "  "
                + string.Join(
                    ", ",
                    people
                        .GroupBy(one => one.Persona.Course)
                        .OrderBy(same => same.Key)
                        .Select(same => $"{same.Count()} {Word(same.Key)}")
                )
        );
        text.Add(
            "  "
                + string.Join(
                    ", ",
                    people
                        .GroupBy(one => one.Persona.Row.Details.Channel)
                        .OrderByDescending(same => same.Count())
                        .ThenBy(same => same.Key.Code(), StringComparer.Ordinal)
                        .Select(same => $"{same.Count()} by {same.Key.Code()}")
                )
                + $"; {Count(Staff.All.Count, "coordinator")}"
        );
    }

    private static void AddMail(
        Lines text,
        Transaction transaction,
        MailKinds kinds,
        IReadOnlyList<WrittenMail> written
    )
    {
        text.Heading("Mails written", written.Count);
        foreach (var kind in kinds.All.Where(kind => kind.Words?.Has("Kind.Counted") == true))
            text.Row(kind.Words!["Kind.Counted"], written.Count(mail => mail.Kind == kinds.Word(kind.Code, "File")));
        var others = MailTable
            .CountByState(transaction)
            .Where(one => one.State != MailState.Sent)
            .Sum(one => one.Count);
        if (others > 0)
            text.Row("not sent: taken back, or waiting", others);
    }

    private static void AddReplies(Lines text, Replies replies)
    {
        text.Heading("Check-ins", replies.Asked);
        text.Row("answered", replies.Answered, Share(replies.Answered, replies.Asked - replies.Open));
        text.Row("of them after the reminder", replies.AfterReminder);
        text.Row("open today", replies.Open);
        text.Row("questions answered", replies.Items);
    }

    private static void AddSignals(Lines text, IReadOnlyList<SignalCourse> signals)
    {
        text.Heading("Signals", signals.Count);
        foreach (var urgency in new[] { Urgency.Red, Urgency.Amber })
        {
            var same = signals.Where(one => one.Urgency == urgency).ToList();
            text.Add($"  {same.Count} {urgency.Code()} (one signal can have several reasons): {Reasons(same)}");
        }

        text.Row("people with a signal", signals.Select(one => one.CaregiverId).Distinct().Count());
        text.Row(
            "handed to the deputy, unseen for two working days",
            signals.Count(one => one.EscalatedAt is not null)
        );
        text.Row("closed with an outcome", signals.Count(one => one.ClosedAt is not null));
        text.Row("on the worklist today", signals.Count(one => one.ClosedAt is null));
        text.Row("  not yet seen by anybody", signals.Count(one => one.ClosedAt is null && one.FirstSeenAt is null));
    }

    /// <summary>Each kind with its number of signals; a signal of two kinds counts for both.</summary>
    private static string Reasons(List<SignalCourse> signals) =>
        signals.Count == 0
            ? "none"
            : string.Join(
                ", ",
                signals
                    .SelectMany(one => one.Kinds.Select(kind => kind.Code()))
                    .GroupBy(kind => kind)
                    .OrderByDescending(same => same.Count())
                    .ThenBy(same => same.Key, StringComparer.Ordinal)
                    .Select(same => $"{same.Key} {same.Count()}")
            );

    private static void AddStories(Lines text, Transaction transaction, IReadOnlyList<Participant> stories)
    {
        if (stories.Count == 0)
            return;
        text.Heading("Stories");
        foreach (var person in stories)
        {
            var lines = Story.Of(transaction, person);
            text.Add("  " + lines[0]);
            foreach (var line in lines.Skip(1))
                text.Add("    " + line);
        }
    }

    private static void AddPlaces(Lines text, int mails, Participant? chartOf)
    {
        text.Heading("In the demo folder");
        text.Add(
            $"  mail/               {mails} mails as .eml files, named by day, kind and first name; a mail program opens them"
        );
        text.Add("  caregiversignal.db  everything that is stored (SQLite)");
        text.Add(
            chartOf is null
                ? "  no chart yet: with more months there is something to draw"
                : $"  grafiek.svg         the course of {chartOf.Persona.FullName}; grafiek-smal.svg for a telephone, grafiek.png for paper"
        );
    }

    private static string Share(int part, int whole) =>
        whole == 0
            ? ""
            : string.Create(CultureInfo.InvariantCulture, $"  {100.0 * part / whole:0}% of those that are over");

    private static string Count(int number, string thing) =>
        string.Create(CultureInfo.InvariantCulture, $"{number} {thing}{(number == 1 ? "" : "s")}");

    private static string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>Lines of text with the numbers in one column.</summary>
    private sealed class Lines
    {
        private const int NumberColumn = 56;

        private readonly StringBuilder text = new();

        public void Add(string line) => text.Append(line).Append('\n');

        public void Heading(string title)
        {
            Add("");
            Add(title);
        }

        public void Heading(string title, int number)
        {
            Add("");
            Numbered(title, number, "");
        }

        public void Row(string name, int number, string note = "") => Numbered("  " + name, number, note);

        public override string ToString() => text.ToString();

        private void Numbered(string name, int number, string note)
        {
            var digits = number.ToString(CultureInfo.InvariantCulture);
            Add(name + new string(' ', Math.Max(1, NumberColumn - name.Length - digits.Length)) + digits + note);
        }
    }
}
