using CaregiverSignal.Storage;
using CaregiverSignal.Tests.Support;

namespace CaregiverSignal.Tests.Cli;

/// <summary>What became of each mail, on the command line.</summary>
public sealed class MailVerbTests : IDisposable
{
    private readonly ProgramFolder program = new(isBare: true);

    public void Dispose() => program.Dispose();

    [Fact]
    public void A_mail_can_be_seen_given_up_and_sent_again()
    {
        Assert.Equal(
            (0, "The relay works, as far as we know.\nNo mail has been sent yet.\nNo mail yet.\n", ""),
            program.Run("mail")
        );
        program.Write(
            "in/people.csv",
            $"person,enrolled,first_name,email\np1,{TimeProvider.System.GetUtcNow():yyyy-MM-dd},Anna,anna@voorbeeld.example\n"
        );
        program.Run("import", "in");
        program.Environment["Mail__Window"] = "00:00-24:00";
        program.Environment["Mail__Days"] = "Mon-Sun";
        program.Write("data/mail", "a file where the folder should be");
        program.Run("tick");

        var list = program.Run("mail");
        Assert.Equal((0, ""), (list.Code, list.Error));
        Assert.Matches("^The program last worked at [-0-9]+ [:0-9]+\\.\nThe relay is left alone until ", list.Output);
        Assert.Contains("\n1 ready\n", list.Output, StringComparison.Ordinal);
        Assert.Contains("voorbeeld.example", list.Output, StringComparison.Ordinal);
        Assert.Contains("Folder cannot be written (in the folder).", list.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("anna", list.Output, StringComparison.OrdinalIgnoreCase);
        var id = list
            .Output.Split('\n')
            .Single(line => line.Contains("voorbeeld.example", StringComparison.Ordinal))
            .Split(' ')[0];

        Assert.Equal(1, program.Run("mail", "--again", id, "--yes").Code); // it waits, and goes by itself
        Assert.EndsWith("Nothing was changed.\n", program.Run("mail", "--give-up", id).Error, StringComparison.Ordinal);
        Assert.Contains(
            "\nIt is given up.",
            program.Run("mail", "--give-up", id, "--yes").Output,
            StringComparison.Ordinal
        );
        Assert.Contains("\n1 failed\n", program.Run("mail").Output, StringComparison.Ordinal);
        File.Delete(program.Path("data", "mail"));
        program.Run("tick");
        Assert.False(Directory.Exists(program.Path("data", "mail")));

        Assert.Matches(
            "\nIt is sent again. Goes at .*: until then the relay is left alone.",
            program.Run("mail", "--again", id, "--yes").Output
        );
        Assert.EndsWith("Nothing was changed.\n", program.Run("mail", "--try-now").Error, StringComparison.Ordinal);
        Assert.Equal(0, program.Run("mail", "--try-now", "--yes").Code);

        Assert.Equal(0, program.Run("tick").Code);
        Assert.Single(Directory.GetFiles(program.Path("data", "mail"), "*.eml"));
        Assert.Contains("\n1 sent\n", program.Run("mail").Output, StringComparison.Ordinal);
        Assert.Equal(1, program.Run("mail", "--try-now", "--yes").Code);
    }

    [Fact]
    public void A_mail_that_is_none_is_named()
    {
        var (code, output, error) = program.Run("mail", "--again", "x", "--yes");

        Assert.Equal((1, "", "mail: x: is no mail; see mail without options\n"), (code, output, error));
    }

    [Fact]
    public void Check_fails_while_an_alert_is_late_and_warns_of_what_nobody_knows_and_what_came_back()
    {
        program.Run("tick");
        Assert.Contains(
            "ok    mail ledger    no alert is late, and the fate of every mail is known",
            program.Run("check").Output,
            StringComparison.Ordinal
        );
        Write(
            "insert into mail_return (sha256, received_at, class, note) values ('x', @now, 'review', 'not recognised')"
        );
        Write(
            """
            insert into mail (id, kind, dedupe_key, envelope_from, envelope_to, recipient_domain, sha256, urgent, created_at, not_after, state, fence, attempts, unsure_count)
            values ('x', 'alert', 'alert:1', 'a@voorbeeld.example', 'b@voorbeeld.example', 'voorbeeld.example', '', 1, @now, @now, 'unsure', 1, 1, 1)
            """
        );

        var warned = program.Run("check");
        Write("update mail set hand_over_by = @now");
        var failed = program.Run("check");

        Assert.Contains(
            "warn  mail ledger    mails whose fate is unknown: 1 (see mail); came back in a week, and to look at: 1 (see mail --returned)",
            warned.Output,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "FAIL  mail ledger    alerts not with the relay in time, or that came back: 1; see mail",
            failed.Output,
            StringComparison.Ordinal
        );
        Assert.Equal((0, 1), (warned.Code, failed.Code));
    }

    private void Write(string sql)
    {
        using var database = Database.Open(program.Path("data", "caregiversignal.db"));
        database.Write(transaction => transaction.Execute(sql, new { now = TimeProvider.System.GetUtcNow() }));
    }

    [Fact]
    public void Two_questions_at_once_or_an_unknown_state_are_wrong_usage()
    {
        Assert.Equal(2, program.Run("mail", "--again", "x", "--give-up", "x").Code);
        Assert.Equal(2, program.Run("mail", "--state", "lost").Code);
    }
}
