using CaregiverSignal.Storage;
using CaregiverSignal.Tests.Mail;
using CaregiverSignal.Tests.Support;

namespace CaregiverSignal.Tests.Cli;

/// <summary>The verb as a mail server runs it.</summary>
public sealed class BounceVerbTests : IDisposable
{
    private readonly VerbProcess program = new();

    public void Dispose() => program.Dispose();

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
        using var database = Database.Open(program.Path("data", "caregiversignal.db"));
        Assert.Equal(4, database.Read(work => work.One<long>("select count(*) from mail_return")));
    }

    [Theory]
    [InlineData("--Storage:Connection=Data Source=questionnaires")]
    [InlineData("--Mail:Mode=pigeon")]
    public void A_message_that_cannot_be_kept_is_offered_again(string setting)
    {
        program.Input = Returned.Bytes("b01-failed-report");

        var (code, output, error) = program.Run("bounce", setting);

        Assert.Equal((75, ""), (code, output));
        Assert.NotEqual("", error);
    }
}
