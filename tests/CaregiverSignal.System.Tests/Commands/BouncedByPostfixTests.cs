using System.Text.Json;

namespace CaregiverSignal.Tests.Commands;

/// <summary>In Debian's Postfix a mail to a dead address goes out, and its bounce comes back.</summary>
public sealed class BouncedByPostfixTests(SmtpPostfix postfix) : IClassFixture<SmtpPostfix>, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly ProgramFolder program = new(isBare: true);

    public void Dispose() => program.Dispose();

    [LargeFact]
    public async Task A_bounce_of_a_real_mail_server_becomes_a_task_by_its_proof()
    {
        Assert.SkipUnless(SmtpPostfix.IsThere, "Needs Postfix, and the rights to start it.");
        program.Write("appsettings.json", Settings());
        program.Write("in/people.csv", $"person,enrolled,email\np1,2026-03-02,{SmtpPostfix.DeadAddress}\n");
        Assert.Equal(0, program.Run("import", "in").Code);
        program.FillIn(("Mail:Bounces", "bounces@example.org"));
        Assert.Equal(0, program.Run("resume-mail").Code);

        Assert.Equal(0, program.Run("tick").Code);
        var returned = Path.Combine(postfix.Returned, "new");
        WaitFor(() => Directory.Exists(returned) && Directory.EnumerateFiles(returned).Any());
        Assert.Equal(0, program.Run("tick").Code);

        using var database = await Database.OpenAsync(program.Path("data", "caregiversignal.db"));
        Assert.Equal(
            1,
            await database.ReadAsync(transaction => transaction.One<long>("select count(*) from staff_task"))
        );
        Assert.Equal(
            "hard message-id 5.1.1",
            await database.ReadAsync(async transaction =>
                await transaction.One<string>("select class || ' ' || matched_by || ' ' || status from mail_return")
            )
        );
        Assert.Equal(
            SmtpPostfix.DeadAddress,
            await database.ReadAsync(async transaction =>
                await transaction.One<string>("select address from mail_address where stopped_why = 'hard'")
            )
        );
    }

    private string Settings() =>
        JsonSerializer.Serialize(
            new Dictionary<string, object>
            {
                ["Mail"] = new Dictionary<string, object>
                {
                    ["Mode"] = "smtp",
                    ["Host"] = "localhost",
                    ["Port"] = postfix.Port,
                    ["From"] = "post@example.org",
                    ["ReturnsFolder"] = postfix.Returned,
                    ["Window"] = "00:00-24:00",
                    ["Days"] = "Mon-Sun",
                },
                ["SupportPoint"] = new Dictionary<string, object>
                {
                    ["Name"] = "De Linde",
                    ["Phone"] = "088 123 45 67",
                    ["Email"] = "post@example.org",
                },
                ["Site"] = new Dictionary<string, object> { ["BaseUrl"] = "http://127.0.0.1:5080" },
            }
        );

    private static void WaitFor(Func<bool> condition)
    {
        using var never = new ManualResetEventSlim();
        for (var waited = TimeSpan.Zero; waited < Patience; waited += Pause)
        {
            if (condition())
                return;
            never.Wait(Pause);
        }

        throw new TimeoutException("The bounce does not come.");
    }
}
