using CaregiverSignal.Storage;
using CaregiverSignal.Tests.Support;

namespace CaregiverSignal.Tests.Cli;

/// <summary>What became of each mail, on the command line.</summary>
public sealed class MailVerbTests : IDisposable
{
    private readonly VerbProcess program = new();

    public void Dispose() => program.Dispose();

    [Fact]
    public void A_mail_can_be_seen_given_up_and_sent_again()
    {
        Assert.Equal((0, "No mail yet.\n", ""), program.Run("mail"));
        program.Write("in/people.csv", $"person,enrolled,first_name,email\np1,{TimeProvider.System.GetUtcNow():yyyy-MM-dd},Anna,anna@voorbeeld.example\n");
        program.Run("import", "in");
        program.Environment["Mail__Window"] = "00:00-24:00";
        program.Environment["Mail__Days"] = "Mon-Sun";
        program.Write("data/mail", "a file where the folder should be");
        program.Run("tick");

        var list = program.Run("mail");
        Assert.Equal((0, ""), (list.Code, list.Error));
        Assert.StartsWith("1 ready\n", list.Output, StringComparison.Ordinal);
        Assert.Contains("voorbeeld.example", list.Output, StringComparison.Ordinal);
        Assert.Contains("folder cannot be written", list.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("anna", list.Output, StringComparison.OrdinalIgnoreCase);
        var id = list.Output.Split('\n')[1].Split(' ')[0];

        Assert.Equal(1, program.Run("mail", "--again", id, "--yes").Code); // it waits, and goes by itself
        Assert.EndsWith("Nothing was changed.\n", program.Run("mail", "--give-up", id).Error, StringComparison.Ordinal);
        Assert.EndsWith("It is given up.\n", program.Run("mail", "--give-up", id, "--yes").Output, StringComparison.Ordinal);
        Assert.StartsWith("1 failed\n", program.Run("mail").Output, StringComparison.Ordinal);
        File.Delete(program.Path("data", "mail"));
        program.Run("tick");
        Assert.False(Directory.Exists(program.Path("data", "mail")));

        Assert.EndsWith("It is sent again.\n", program.Run("mail", "--again", id, "--yes").Output, StringComparison.Ordinal);
        LetThePauseOfTheRelayEnd();

        Assert.Equal(0, program.Run("tick").Code);
        Assert.Single(Directory.GetFiles(program.Path("data", "mail"), "*.eml"));
        Assert.StartsWith("1 sent\n", program.Run("mail").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mail_that_is_none_is_named()
    {
        var (code, output, error) = program.Run("mail", "--again", "x", "--yes");

        Assert.Equal((1, "", "mail: x: is no mail; see mail without options\n"), (code, output, error));
    }

    private void LetThePauseOfTheRelayEnd()
    {
        using var database = Database.Open(program.Path("data", "caregiversignal.db"));
        database.Write(work => work.Change("update mail_relay set paused_until = null"));
    }
}
