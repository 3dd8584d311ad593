using CaregiverSignal.Storage;
using CaregiverSignal.Tests.Mail;
using CaregiverSignal.Tests.Support;

namespace CaregiverSignal.Tests.Cli;

/// <summary>The verb as a mail server runs it.</summary>
public sealed class BounceVerbTests : IDisposable
{
    private readonly ProgramFolder program = new(isBare: true);

    public BounceVerbTests() => Store().Dispose();

    public void Dispose() => program.Dispose();

    [Fact]
    public void Without_a_store_none_is_made_and_the_message_is_offered_again()
    {
        var (code, output, error) = program.Run("bounce", "--Storage:Connection=Data Source=elsewhere/site.db");

        Assert.Equal((75, ""), (code, output));
        Assert.Contains(
            "site.db is not there; are these the folder and the settings of the service?",
            error.Replace(": ", " ", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
        Assert.False(Directory.Exists(program.Path("elsewhere")));
    }

    [Fact]
    public void Whatever_is_read_is_kept_and_the_mail_server_is_done_with_it()
    {
        program.Input = [0, 255, 10, 13, 61, 63];
        var rubbish = program.Run("bounce");
        program.Input = new byte[3 * 1024 * 1024];
        var long_ = program.Run("bounce", "--recipient", "bounces@example.org");
        program.Input = [];
        var empty = program.Run("bounce");
        program.Input = Returned.Bytes("b01-failed-report");
        var unknown = program.Run("bounce", "--Mail:Bounces=bounces@example.org");

        Assert.Equal((0, "review: not recognised\n"), (rubbish.Code, rubbish.Output));
        Assert.Equal((0, "review: too large to read\n"), (long_.Code, long_.Output));
        Assert.Equal(0, empty.Code);
        Assert.Equal((0, "ignore: mail is not known\n"), (unknown.Code, unknown.Output));
        using var database = Store();
        Assert.Equal(4, database.Read(transaction => transaction.One<long>("select count(*) from mail_return")));
    }

    [Theory]
    [InlineData("--Storage:Connection=Data Source=questionnaires")]
    [InlineData("--Mail:Mode=pigeon")]
    [InlineData("--recipient")]
    [InlineData("--receiver=bounces@example.org")]
    public void A_message_that_cannot_be_kept_is_offered_again(string argument)
    {
        program.Input = Returned.Bytes("b01-failed-report");

        var (code, output, error) = program.Run("bounce", argument);

        Assert.Equal((75, ""), (code, output));
        Assert.NotEqual("", error);
    }

    [Fact]
    public void Also_a_defect_of_ours_lets_the_message_be_offered_again_and_tells_nothing_of_it()
    {
        using (var database = Store())
        {
            database.Write(transaction =>
            {
                transaction.Execute("drop table mail_return");
                transaction.Execute("update mail_relay set failures = 0");
            });
        }

        program.Input = "Subject: geheim\n\ngeheim\n"u8.ToArray();
        var (code, output, error) = program.Run("bounce");

        Assert.Equal((75, ""), (code, output));
        Assert.Contains("Exception", error, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", error, StringComparison.Ordinal);
    }

    private Database Store() => Database.Open(program.Path("data", "caregiversignal.db"));
}
