using CaregiverSignal.Mail.Inbound;

namespace CaregiverSignal.Tests.Mail;

/// <summary>Refusals as servers word them, in <c>replies.txt</c>.</summary>
public sealed class RepliesTests
{
    private static readonly string[] Lines = File.ReadAllLines(
        Path.Combine(Some.Root, "tests", "CaregiverSignal.Tests", "Mail", "Returns", "replies.txt")
    );

    private static readonly int HeldOutFrom = Array.IndexOf(Lines, "# held out");

    private static readonly Dictionary<string, (ReturnClass, ReturnNote)> Verdicts = new()
    {
        ["dead"] = (ReturnClass.Hard, ReturnNote.BadAddress),
        ["us"] = (ReturnClass.Account, ReturnNote.Blocked),
        ["full"] = (ReturnClass.Soft, ReturnNote.MailboxFull),
        ["later"] = (ReturnClass.Soft, ReturnNote.Temporary),
        ["other"] = (ReturnClass.Soft, ReturnNote.Unclear),
    };

    [Fact]
    public void A_refusal_is_judged_as_what_it_is_in_a_report_and_in_a_text()
    {
        Assert.Each(
            Rows(Lines[..HeldOutFrom]),
            row =>
            {
                Assert.Equal((row.Reply, Verdicts[row.Kind]), (row.Reply, InReport(row)));
                Assert.Equal((row.Reply, Verdicts[row.Kind]), (row.Reply, InText(row)));
            }
        );
    }

    [Fact]
    public void Of_refusals_that_no_judge_saw_dead_addresses_are_recognised_and_none_of_us_stops_an_address()
    {
        var rows = Rows(Lines[HeldOutFrom..]).ToList();

        Assert.DoesNotContain(
            rows,
            row => row.Kind == "us" && new[] { InReport(row), InText(row) }.Any(pair => pair.Class == ReturnClass.Hard)
        );
        var dead = rows.Where(row => row.Kind == "dead").ToList();
        var missed = dead.Where(row => InReport(row) != Verdicts["dead"]).Select(row => row.Reply).ToList();
        Assert.True(missed.Count <= dead.Count * 15 / 100, string.Join('\n', missed));
    }

    private static IEnumerable<(string Kind, string Status, string Reply)> Rows(IEnumerable<string> lines) =>
        lines.Where(line => line[0] != '#').Select(line => line.Split('\t')).Select(row => (row[0], row[1], row[2]));

    private static (ReturnClass Class, ReturnNote) InReport((string Kind, string Status, string Reply) row) =>
        Read(
            $"""
            Content-Type: multipart/report; report-type=delivery-status; boundary=grens

            --grens
            Content-Type: text/plain

            A message that you sent could not be delivered to all of its recipients.
            --grens
            Content-Type: message/delivery-status

            Reporting-MTA: dns; mx.example.net

            Final-Recipient: rfc822; {Returned.To}
            Action: failed
            {(row.Status == "-" ? "" : $"Status: {row.Status}\n")}Diagnostic-Code: smtp; {row.Reply}

            --grens--
            """
        );

    /// <remarks>What has no code of its own in the reply has it in brackets, as some servers write it.</remarks>
    private static (ReturnClass Class, ReturnNote) InText((string Kind, string Status, string Reply) row) =>
        Read(
            $"""

            This is the mail system at mx.example.net. I could not deliver your message to one or more recipients.

            <{Returned.To}>: host mx1.example.net[192.0.2.9] said:
                {row.Reply}{(
                row.Status == "-"
                || row.Reply.Contains(row.Status, StringComparison.Ordinal)
                || char.IsAsciiDigit(row.Reply[0])
                    ? ""
                    : $" (#{row.Status})"
            )}

            --- Below this line is a copy of the message.

            Subject: Een korte vraag
            """
        );

    private static (ReturnClass, ReturnNote) Read(string text)
    {
        var read = ReturnedMail.Read(
            Encoding.UTF8.GetBytes(
                $"Return-Path: <>\nFrom: MAILER-DAEMON@mx.example.net\nSubject: failure notice\n{text}\n"
            )
        );
        var verdict = read.For(Returned.To);
        return (verdict.Class, verdict.Note);
    }
}
