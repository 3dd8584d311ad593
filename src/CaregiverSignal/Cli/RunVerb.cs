using System.CommandLine;
using CaregiverSignal.Configuration;
using CaregiverSignal.Hosting;
using CaregiverSignal.Mail.RestoreGuard;
using CaregiverSignal.Mail.Sending;

namespace CaregiverSignal.Cli;

/// <summary>No verb: the service, with pages, clock and mail.</summary>
public static class RunVerb
{
    private static readonly TimeSpan LongestGoodbye = TimeSpan.FromMinutes(1);

    public static int Run(ParseResult parsed) =>
        Verbs.WithStore(
            parsed,
            alone: true,
            (installation, database) =>
            {
                var error = parsed.InvocationConfiguration.Error;
                if (TickVerb.IsSimulatedWithRelay(installation, database, error))
                    return CommandLine.Failure;
                if (Verbs.Stops(Hazard.Of(installation.Settings, installation.ListensEncrypted), error))
                    return CommandLine.Failure;
                if (!FirstStart.MayGo(installation, database, error))
                    return CommandLine.Failure;
                using var app = Service.Build(installation, database, Installation.ClockOf(database), beats: true);
                app.Services.GetRequiredService<SendHold>().LookAtStart();
                app.Services.GetRequiredService<SendMail>().RecoverAtStart();
                return ServeToTheLastMail(
                    app,
                    parsed.InvocationConfiguration.Output,
                    parsed.InvocationConfiguration.Error
                );
            }
        );

    /// <summary>
    /// Opens the pages until the program is asked to stop, and waits for the mail that is on its way.
    /// </summary>
    public static int ServeToTheLastMail(WebApplication app, TextWriter output, TextWriter error)
    {
        var code = Serve(app, output, error);
        // The store closes after this, and a verdict must not meet it closed. Where the pages did not open, nothing has
        // stopped it.
        using var goodbye = new CancellationTokenSource(LongestGoodbye);
        app.Services.GetRequiredService<MailLoop>().StopAsync(goodbye.Token).GetAwaiter().GetResult();
        return code;
    }

    /// <summary>Opens the pages until the program is asked to stop.</summary>
    public static int Serve(WebApplication app, TextWriter output, TextWriter error)
    {
        try
        {
            app.Start();
        }
        catch (Exception problem) when (problem is IOException or FormatException or InvalidOperationException)
        {
            error.WriteLine(
                $"The pages cannot open: {problem.Message} Another address is set with Urls, as --Urls=http://localhost:5081."
            );
            return CommandLine.Failure;
        }
        catch (OperationCanceledException) when (app.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // Asked to stop while it was starting: a mail may be on its way all the same, and the caller waits for it.
            return CommandLine.Success;
        }

        output.WriteLine($"The pages are open at {string.Join(" and ", app.Urls)}. Stop with Ctrl+C.");
        output.Flush();
        app.WaitForShutdown();
        return CommandLine.Success;
    }
}
