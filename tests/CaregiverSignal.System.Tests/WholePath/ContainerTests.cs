using System.Text.Json;
using System.Xml.Linq;
using CaregiverSignal.Configuration;

namespace CaregiverSignal.Tests.WholePath;

/// <summary>
/// The image and the compose file, as far as they can be tried where no container engine is: what the image runs is
/// started as it would be there.
/// </summary>
public sealed partial class ContainerTests
{
    private static readonly string Containerfile = Read("Containerfile");
    private static readonly string Compose = Read("compose.yaml");

    [Fact]
    public void Every_image_is_named_with_a_version_and_ours_with_that_of_the_program()
    {
        var version = XDocument
            .Load(Path.Combine(Some.Root, "Directory.Build.props"))
            .Descendants("Version")
            .Single()
            .Value;
        var images = Images().Matches(Containerfile + Compose).Select(match => match.Groups[1].Value).ToList();

        Assert.InRange(images.Count, 5, 10);
        Assert.Each(images, image => Assert.Matches(@"^[a-z/]+:v?\d[\w.-]*$", image));
        Assert.Contains($"caregiversignal:{version}", images);
    }

    /// <summary>A checkout holds secrets and backups too, under any name.</summary>
    [Fact]
    public void What_the_image_is_built_of_is_named_and_nothing_else_is_let_in()
    {
        var copied = Copied().Matches(Containerfile).SelectMany(match => match.Groups[1].Value.Split(' ')).ToList();
        var rules = Read(".dockerignore").Split('\n').Where(line => line.Length > 0 && line[0] != '#').ToList();
        var letIn = rules.Skip(1).TakeWhile(rule => rule[0] == '!').Select(rule => rule[1..]).ToList();

        Assert.Equal("*", rules[0]);
        Assert.Equal(copied.Order(), letIn.Order());
        Assert.Each(letIn, source => Assert.Matches(@"^[A-Za-z][\w.]*(/\*\.md)?$", source));
        Assert.Equal(["**/bin", "**/obj", "questionnaires/overlay/*.json"], rules.Skip(1 + letIn.Count));
        Assert.Contains("src", copied);
    }

    [Fact]
    public void Whatever_they_set_for_the_program_is_a_setting_of_it()
    {
        var service = Compose[Compose.IndexOf("\n  caregiversignal:\n", StringComparison.Ordinal)..];
        var own = service[..service.IndexOf("\n\n", StringComparison.Ordinal)];
        var set = Keys().Matches(own).Select(match => match.Value).Append("Urls").ToList();

        Assert.InRange(set.Count, 5, 20);
        Assert.Has("ENV Urls=", Containerfile);
        Assert.Each(set, key => Assert.Contains(key.Replace("__", ":"), SettingsReader.Keys));
    }

    /// <summary>Whoever starts first would have it otherwise, and the proxy would not start.</summary>
    [Fact]
    public void The_address_of_the_proxy_is_the_one_that_is_believed_and_given_to_nobody_else()
    {
        var address = IPAddress.Parse(Of("ipv4_address"));

        Assert.Equal(address.ToString(), Of("Site__Proxies"));
        Assert.True(IPNetwork.Parse(Of("subnet")).Contains(address));
        Assert.False(IPNetwork.Parse(Of("ip_range")).Contains(address));

        static string Of(string key) => Assert.Single(Regex.Matches(Compose, $@"\b{key}: (\S+)")).Groups[1].Value;
    }

    /// <summary>
    /// Not every compose knows that who shares a network comes after it, or can wait until something is healthy; the
    /// program waits for its database itself.
    /// </summary>
    [Fact]
    public void Who_shares_a_network_is_made_after_it_and_nothing_waits_for_health()
    {
        var services = Services()
            .Matches(Compose)
            .ToDictionary(service => service.Groups[1].Value, service => service.Value);
        var sharing = services.Where(service => service.Value.Contains("network_mode: service:")).ToList();

        Assert.Contains("mailbox", sharing.Select(service => service.Key));
        Assert.Each(
            sharing,
            service =>
                Assert.Has(
                    $"depends_on:\n      - {Regex.Match(service.Value, @"network_mode: service:(\w+)").Groups[1].Value}\n",
                    service.Value
                )
        );
        Assert.Has("healthcheck:", Compose);
        Assert.DoesNotContain("condition:", Compose);
    }

    /// <summary>Podman finds a volume by the beginning of its name, and then makes or deletes one too few.</summary>
    [Fact]
    public void The_name_of_no_volume_begins_with_that_of_another()
    {
        var section = Compose[Compose.IndexOf("\nvolumes:\n", StringComparison.Ordinal)..].Split("\n\n")[0];
        var volumes = Regex.Matches(section, @"(?m)^  (\w+):$").Select(match => match.Groups[1].Value).ToList();

        Assert.InRange(volumes.Count, 5, 20);
        Assert.Each(
            volumes,
            volume => Assert.Single(volumes, other => other.StartsWith(volume, StringComparison.Ordinal))
        );
    }

    /// <summary>What a YAML parser of others reads, and whether all that is used there is there.</summary>
    [LargeFact]
    public void The_compose_file_names_nothing_that_is_not_in_it()
    {
        using var tools = new TemporaryFolder();
        tools.Write("package.json", "{}");
        tools.Write("compose.yaml", Compose);
        NodeTool.Run(tools.Name, "npm", "install", "--no-audit", "--no-fund", "yaml@2");
        var text = NodeTool.Run(
            tools.Name,
            "node",
            "-e",
            "console.log(JSON.stringify(require('yaml').parse(require('fs').readFileSync('compose.yaml', 'utf8'))))"
        );
        var file = JsonDocument.Parse(text).RootElement;

        var services = file.GetProperty("services").EnumerateObject().Select(service => service.Value).ToList();
        Assert.Equal(4, services.Count);
        Assert.Each(services, service => Assert.True(service.TryGetProperty("image", out _)));
        Assert.Each(
            Used(services, "volumes").Where(volume => !volume.StartsWith('.')),
            volume => Assert.True(file.GetProperty("volumes").TryGetProperty(volume.Split(':')[0], out _))
        );
        Assert.Each(
            Used(services, "secrets"),
            secret => Assert.True(file.GetProperty("secrets").TryGetProperty(secret, out _))
        );
    }

    [LargeFact]
    public async Task It_serves_as_another_account_where_nothing_but_its_volumes_can_be_written_and_stops_when_asked()
    {
        Assert.SkipWhen(DebianRoot.WhyNot is not null, DebianRoot.WhyNot ?? "");
        using var machine = new DebianRoot();
        using var volume = new TemporaryFolder();
        foreach (var place in (string[])["data", "guard"])
            Directory.CreateDirectory(Path.Combine(volume.Name, place));
        DebianRoot.Ok(machine.Run("chmod", "755", volume.Name));
        DebianRoot.Ok(machine.Run("chown", "-R", Account, volume.Name));
        var address = $"http://127.0.0.1:{LocalPort.Free()}";

        using var service = new RunningProgram(
            volume.Name,
            [],
            [.. Shut(machine, volume, address), .. Said("ENTRYPOINT")]
        );
        await service.LineAsync("The pages are open at ");
        using var reader = new HttpClient();
        using var live = await reader.GetAsync(new Uri($"{address}/health/live"), Some.Stop);
        string[] healthy = [.. Shut(machine, volume, address), .. Said("HEALTHCHECK")];
        var (code, line) = machine.Run(healthy[0], healthy[1..]);
        service.Terminate();
        var (ended, output, error) = await service.EndAsync();
        var (dead, none) = machine.Run(healthy[0], healthy[1..]);

        Assert.True(live.IsSuccessStatusCode);
        Assert.Equal((0, "{\"check\":\"process\",\"ok\":true,\"detail\":\"running\"}\n"), (code, line));
        Assert.Equal((0, ""), (ended, error));
        Assert.Has("has stopped, with code 0", output);
        Assert.Equal((1, $"{address}/health/live: no answer\n"), (dead, none.Replace("localhost", "127.0.0.1")));
        Assert.True(File.Exists(Path.Combine(volume.Name, "data/data/caregiversignal.db")));
        Assert.True(File.Exists(Path.Combine(volume.Name, "guard/data.mailfence")));
        Assert.False(File.Exists(Path.Combine(volume.Name, "data/data.mailfence")));
    }

    private static string Account => Accounts().Match(Containerfile).Groups[1].Value;

    /// <summary>
    /// Begins a program with its volumes as all that can be written, as the account of the image, without a right, and
    /// with the environment of image and compose file.
    /// </summary>
    /// <remarks>It takes the first words that follow as the program; what follows these is not run.</remarks>
    private static string[] Shut(DebianRoot machine, TemporaryFolder volume, string address) =>
        [
            "unshare",
            "--mount",
            "sh",
            "-euc",
            """
                root=$1 volume=$2 account=$3 address=$4 image=$5 program=$6
                shift 6
                mount --bind "$root" "$root"
                mount --bind "$volume" "$volume"
                mount -o remount,bind,ro "$root"
                mount -o remount,bind,ro /
                cd "$volume/data"
                ! touch "$root/usr/written" 2>/dev/null
                case ${1:-} in check) ;; *) set -- ;; esac
                exec setpriv --reuid "${account%:*}" --regid "${account#*:}" --clear-groups --no-new-privs \
                    --inh-caps=-all --bounding-set=-all env -i $image Urls="$address" \
                    Site__BaseUrl=https://vragen.example.org Site__Proxies=127.0.0.1 \
                    SupportPoint__Name="De Linde" SupportPoint__Phone="088 123 45 67" SupportPoint__Email=a@linde.example \
                    Storage__GuardFolder="$volume/guard" "$root$program" "$@"
                """,
            "shut",
            machine.Name,
            volume.Name,
            Account,
            address,
            string.Join(' ', Environment(volume)),
        ];

    /// <summary>That of the image, on the volume of here.</summary>
    private static IEnumerable<string> Environment(TemporaryFolder volume) =>
        Variables().Matches(Containerfile).Select(match => match.Value.Replace("=/data", $"={volume.Name}/data"));

    /// <summary>The words of an instruction that runs a program.</summary>
    private static string[] Said(string instruction)
    {
        var line = Containerfile.Split('\n').Single(line => line.StartsWith(instruction, StringComparison.Ordinal));
        return JsonSerializer.Deserialize<string[]>(line[line.IndexOf('[')..])!;
    }

    private static IEnumerable<string> Used(IEnumerable<JsonElement> services, string what) =>
        services
            .Where(service => service.TryGetProperty(what, out _))
            .SelectMany(service => service.GetProperty(what).EnumerateArray())
            .Select(item => item.GetString()!);

    private static string Read(string file) => File.ReadAllText(Path.Combine(Some.Root, file));

    [GeneratedRegex(@"(?m)^(?:FROM|\s+image:) (\S+)")]
    private static partial Regex Images();

    [GeneratedRegex(@"(?m)^(?:COPY|ADD) (.+) \S+$")]
    private static partial Regex Copied();

    [GeneratedRegex(@"(?m)^  (\w+):\n(?:    .*\n)+")]
    private static partial Regex Services();

    [GeneratedRegex(@"\b[A-Z]\w+__\w+")]
    private static partial Regex Keys();

    [GeneratedRegex(@"\b(?:DOTNET_\w+|TMPDIR)=\S+")]
    private static partial Regex Variables();

    [GeneratedRegex(@"(?m)^USER (\S+)$")]
    private static partial Regex Accounts();
}
