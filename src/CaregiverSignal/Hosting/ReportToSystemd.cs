using System.Globalization;
using CaregiverSignal.Mail.Sending;
using CaregiverSignal.Time;

namespace CaregiverSignal.Hosting;

/// <summary>
/// Tells systemd when the pages are open, what <c>systemctl status</c> is to show, and that the program is alive.
/// </summary>
/// <remarks>
/// It gives the sign of life only while the beats and the mail go round, because systemd starts a program without one
/// again. A beat that fails goes round too: a full disk is told by the health routes, and another start would not mend
/// it. Microsoft.Extensions.Hosting.Systemd says when a program is ready, and never gives a sign of life.
/// </remarks>
public sealed partial class ReportToSystemd(
    SystemdSocket systemd,
    JobRunner runner,
    MailLoop mail,
    Readiness readiness,
    IHostApplicationLifetime lifetime,
    SiteTime time,
    ILogger<ReportToSystemd> log
) : BackgroundService
{
    private bool isHeard = true;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var opened = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var started = lifetime.ApplicationStarted.Register(opened.SetResult);
        using var stopping = lifetime.ApplicationStopping.Register(() => Send("STOPPING=1", "STATUS=Stopping"));
        await opened.Task.WaitAsync(stoppingToken);

        using var timer = new PeriodicTimer(systemd.Interval, time.Provider);
        Send("READY=1", await StatusAsync());
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (Stuck() is { } what)
                Send($"STATUS={what}");
            else
                Send("WATCHDOG=1", await StatusAsync());
        }
    }

    private string? Stuck() =>
        runner.SignOfLife.Age > JobRunner.LongestBetween ? Stuck("the heartbeat", runner.SignOfLife.Age)
        : mail.SinceSignOfLife > Readiness.LongestBetweenRounds ? Stuck("sending", mail.SinceSignOfLife)
        : null;

    private static string Stuck(string what, TimeSpan age) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"Hangs: {what} has not gone round for {age.TotalMinutes:0} minutes"
        );

    private async Task<string> StatusAsync()
    {
        var wrong = (await readiness.AskAsync()).Where(check => !check.Ok).ToList();
        return wrong.Count == 0
            ? "STATUS=Does its work"
            : $"STATUS=Needs a person: {string.Join("; ", wrong.Select(check => $"{check.Check}: {check.Detail}"))}";
    }

    private void Send(params string[] lines)
    {
        var heard = systemd.Send(lines);
        if (isHeard && !heard)
            NotHeard();
        isHeard = heard;
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "systemd does not take what the program reports, and may start it again"
    )]
    private partial void NotHeard();
}
