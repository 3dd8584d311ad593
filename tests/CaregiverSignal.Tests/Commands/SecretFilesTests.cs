using System.Net.Sockets;
using CaregiverSignal.Commands.Checks;

namespace CaregiverSignal.Tests.Commands;

/// <summary>Secrets as files, as systemd and containers give them to the program.</summary>
public sealed class SecretFilesTests : IDisposable
{
    private const string Secret = "kersenpit-onder-glas";

    private readonly ProgramFolder program = new();

    public SecretFilesTests()
    {
        program.Environment["CREDENTIALS_DIRECTORY"] = program.Path("secrets");
        Give("Mail__Password", Secret + "\n");
        program.Environment["Mail__Host"] = "mail.linde.example";
    }

    public void Dispose() => program.Dispose();

    [Fact]
    public async Task A_file_named_as_a_setting_gives_it_and_no_verb_prints_it()
    {
        Give("Mail__PerDay", "90");
        program.Environment["Mail__PerDay"] = "70";

        var settings = await program.RunAsync("check", "--settings");

        Assert.Has("\nMail:Password = (secret) (a file of secrets)\n", settings);
        Assert.Has("\nMail:PerDay = 70 (environment)\n", settings);
        Assert.Lacks(Secret, settings);
    }

    [Fact]
    public void A_file_that_is_no_setting_of_ours_is_refused_and_what_is_for_others_is_not_read()
    {
        Give("Mail__Pasword", Secret);
        Give("notes", "not ours");
        Directory.CreateDirectory(program.Path("secrets", "Mail__Host"));

        var (code, output, _) = program.Run("check");

        Assert.Equal(1, code);
        Assert.Has("Mail:Pasword", output);
        Assert.Has("is not a setting; Mail has ", output);
        Assert.Lacks("notes", output);
        Assert.Lacks(Secret, output);
    }

    [Fact]
    public async Task A_backup_has_nothing_that_came_as_a_secret()
    {
        Give("Mail__From", "post@linde.example");
        await program.RunAsync("tick");

        var output = await program.RunAsync("backup", program.Path("one.backup"));

        Assert.Has("Not in it, as they are secrets: Mail:From and Mail:Password.\n", output);
    }

    [Fact]
    public async Task A_verb_that_sends_nothing_works_without_the_secret_of_mail()
    {
        await program.RunAsync("invite-coordinator", "marja@example.org");
        program.Environment["Mail__Mode"] = "smtp";
        program.Environment["Mail__User"] = "post";
        File.Delete(program.Path("secrets", "Mail__Password"));

        await program.RunAsync("backup", program.Path("one.backup"));
        await program.RunAsync("restore", program.Path("one.backup"), "--check");
        await program.RunAsync("export", "--out", program.Path("out"));
        await program.RunAsync("check", "--settings");

        foreach (var verb in new string[][] { ["tick"], ["check"], ["check", "--mail", "marja@example.org"] })
        {
            var (code, output, error) = program.Run(verb);
            Assert.Equal(1, code);
            Assert.Has("Mail:Password: is missing for Mail:User", output + error);
        }
    }

    [Fact]
    public async Task A_secret_of_a_relay_that_is_named_in_the_browser_alone_is_refused_and_a_backup_is_made()
    {
        await program.RunAsync("invite-coordinator", "marja@example.org");
        program.FillIn(("Mail:Mode", "smtp"), ("Mail:Host", "mail.linde.example"), ("Mail:User", "post"));
        program.Environment.Remove("Mail__Host");

        foreach (var verb in new string[][] { [], ["tick"], ["check"], ["check", "--mail", "marja@example.org"] })
        {
            var (code, output, error) = program.Run(verb);
            Assert.Equal(1, code);
            Assert.Has("Mail:Host: is missing beside Mail:Password: ", output + error);
        }

        await program.RunAsync("backup", program.Path("one.backup"));
    }

    [Fact]
    public async Task The_program_itself_says_whether_the_service_is_alive()
    {
        var (service, address) = await program.ServeAsync();
        var urls = $"--Urls={address}";

        var alive = await program.RunAsync("check", "--live", urls);
        var beside = await program.RunAsync("check", urls);
        service.Kill();
        await service.EndAsync();
        service.Dispose();
        var (code, output, error) = program.Run("check", "--live", urls);
        var alone = await program.RunAsync("check", urls);

        Assert.Equal("{\"check\":\"process\",\"ok\":true,\"detail\":\"running\"}\n", alive);
        Assert.Equal((1, "", $"{address}health/live: no answer\n"), (code, output, error));
        Assert.Has("\nok    heartbeat      ", beside);
        Assert.Has("\nok    sending        ", beside);
        Assert.Lacks("heartbeat", alone);
    }

    /// <summary>As a service that is frozen: the system takes the connection, and nobody reads from it.</summary>
    [Fact]
    public void Check_fails_where_the_service_takes_connections_and_answers_nothing()
    {
        using var frozen = new TcpListener(IPAddress.Loopback, port: 0);
        frozen.Start();
        var address = $"http://{frozen.LocalEndpoint}";

        var line = Assert.Single(CheckLive.Beside(address, TimeSpan.FromMilliseconds(1)));

        Assert.False(line.Good);
        Assert.Has($"FAIL  heartbeat      {address} takes connections and answers nothing", line.ToString());
    }

    private void Give(string name, string text) => program.Write($"secrets/{name}", text);
}
