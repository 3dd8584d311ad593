using CaregiverSignal.Invitations;
using CaregiverSignal.Jobs;
using CaregiverSignal.Mail.RestoreGuard;
using CaregiverSignal.Mail.Senders;
using CaregiverSignal.Mail.Sending;
using CaregiverSignal.Tests.Mail;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SendRate = CaregiverSignal.Mail.Sending.SendRate;

namespace CaregiverSignal.Tests.Hosting;

/// <summary>Mail goes out beside the heartbeat, and a stop loses none of it.</summary>
public sealed class MailLoopTests() : AtASite("2026-01-05")
{
    [Fact]
    public async Task A_beat_sends_no_mail_so_a_relay_that_hangs_keeps_nothing_from_being_judged()
    {
        await site.Add(Some.Person("a"));

        await site.Part<JobRunner>().RunAsync(Some.Stop);

        Assert.Equal(1, await site.Count("mail", "state = 'ready' and sending_at is null"));
        Assert.Equal(1, await site.Part<MailLoop>().RoundAsync(Some.Stop));
        Assert.Equal(1, await site.Count("mail", "state = 'sent'"));
    }

    [Fact]
    public async Task A_stop_of_the_service_leaves_a_mail_on_its_way_unsure_and_says_goodbye_to_the_relay()
    {
        await Invite();
        var sender = new HangingSender(beforeMessage: false);
        using var loop = Loop(sender);

        await loop.StartAsync(Some.Stop);
        await sender.Hangs.Task;
        await loop.StopAsync(Some.Stop);

        Assert.Equal(1, await site.Count("mail", "state = 'unsure'"));
        Assert.True(sender.IsClosed);
    }

    [Fact]
    public async Task A_stop_of_the_service_gives_back_a_mail_that_had_not_come_to_its_last_step()
    {
        await Invite();
        var sender = new HangingSender(beforeMessage: true);
        using var loop = Loop(sender);

        await loop.StartAsync(Some.Stop);
        await sender.Hangs.Task;
        await loop.StopAsync(Some.Stop);

        Assert.Equal(1, await site.Count("mail", "state = 'ready' and attempts = 0"));
    }

    [Fact]
    public async Task A_stop_in_the_midst_of_a_question_to_the_store_is_no_failure()
    {
        await Invite();
        using var loop = Loop(new ScriptedSender());
        using var stop = new CancellationTokenSource();
        site.Database.Engine.Sent += (_, _) => stop.Cancel();

        await loop.RoundAsync(stop.Token);

        Assert.Equal(0, loop.Failures);
    }

    [Fact]
    public async Task A_stop_in_the_question_after_a_mail_keeps_what_became_of_that_mail()
    {
        await Invite();
        var sender = new ScriptedSender();
        using var loop = Loop(sender);
        using var stop = new CancellationTokenSource();
        site.Database.Engine.Sent += (_, _) =>
        {
            if (!sender.Gone.IsEmpty)
                stop.Cancel();
        };

        await loop.RoundAsync(stop.Token);

        Assert.Equal(1, await site.Count("mail", "state = 'sent'"));
    }

    [Fact]
    public async Task A_store_that_fails_ends_the_round_and_not_the_loop()
    {
        await Invite();
        using var loop = Loop(new ScriptedSender());
        await site.RefuseWrites("update on mail");

        Assert.Equal(0, await loop.RoundAsync(Some.Stop));

        await site.PermitWrites();
        Assert.Equal((1, 1), (await loop.RoundAsync(Some.Stop), loop.Failures));
    }

    private async Task Invite()
    {
        await site.Add(Some.Person("a"));
        while (await site.Write(site.Part<InviteToCheckIn>().RunOne)) { }
    }

    [Fact]
    public async Task What_goes_wrong_each_round_is_a_line_a_minute()
    {
        await Invite();
        var log = new LogLines();
        using var loop = Loop(new ScriptedSender(), log: log.For<MailLoop>());
        await site.RefuseWrites("update on mail");

        for (var second = 0; second < 70; second++)
        {
            await loop.RoundAsync(Some.Stop);
            site.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(70, loop.Failures);
        Assert.Equal(2, log.Lines.Count);
    }

    [Fact]
    public async Task A_second_without_mail_asks_the_store_once_and_one_with_mail_sends_it()
    {
        using var loop = Loop(new ScriptedSender());
        var sent = new List<string>();
        site.Database.Engine.Sent += (sql, _) => sent.Add(sql);

        Assert.Equal(0, await loop.RoundAsync(tidies: false, Some.Stop));

        Assert.Equal(TestPostgres.IsWanted ? 2 : 3, sent.Count);
        await Invite();
        Assert.Equal(1, await loop.RoundAsync(tidies: false, Some.Stop));
    }

    private MailLoop Loop(IMailSender sender, ILogger<MailLoop>? log = null)
    {
        var send = new SendMail(
            site.Database,
            sender,
            () => new SendRate(0, 0, 0, MailWindow.Always),
            site.Time,
            NullLogger<SendMail>.Instance
        );
        return new MailLoop(
            send,
            sender,
            site.Part<SendHold>(),
            site.Database,
            site.Time,
            log ?? NullLogger<MailLoop>.Instance
        );
    }
}
