using CaregiverSignal.Configuration;
using CaregiverSignal.Demo;

namespace CaregiverSignal.Tests.Demo;

public sealed class DemoFolderTests : IDisposable
{
    private readonly TemporaryFolder temporary = new();

    private string Chosen => Path.Combine(temporary.Name, "demo");

    public void Dispose() => temporary.Dispose();

    [Fact]
    public void A_folder_of_somebody_else_is_refused_and_left_as_it_is()
    {
        Directory.CreateDirectory(Path.Combine(Chosen, "mail"));
        File.WriteAllText(Path.Combine(Chosen, "caregiversignal.db"), "precious");

        using var folder = DemoFolder.Take(Chosen, out var fault);

        Assert.Null(folder);
        Assert.Has("was not made by a demo", fault!.Message);
        Assert.Equal("precious", File.ReadAllText(Path.Combine(Chosen, "caregiversignal.db")));
        Assert.Equal(2, Directory.GetFileSystemEntries(Chosen).Length);
    }

    [Fact]
    public void What_an_earlier_demo_wrote_is_replaced_and_what_somebody_added_stays()
    {
        using (var earlier = DemoFolder.Take(Chosen, out _))
        {
            Directory.CreateDirectory(earlier!.Mail);
            File.WriteAllText(Path.Combine(earlier.Mail, "old.eml"), "");
            File.WriteAllText(earlier.Database, "old");
            File.WriteAllText(Path.Combine(Chosen, "notes.txt"), "mine");
        }

        using var folder = DemoFolder.Take(Chosen, out var fault);

        Assert.Null(fault);
        Assert.False(Directory.Exists(folder!.Mail));
        Assert.False(File.Exists(folder.Database));
        Assert.Equal("mine", File.ReadAllText(Path.Combine(Chosen, "notes.txt")));
    }

    [Fact]
    public void A_demo_that_runs_is_not_replaced_by_another()
    {
        using var running = DemoFolder.Take(Chosen, out _);
        File.WriteAllText(running!.Database, "in use");

        using var second = DemoFolder.Take(Chosen, out var fault);

        Assert.Null(second);
        Assert.Has("is in use", fault!.Message);
        Assert.Equal("in use", File.ReadAllText(running.Database));
    }

    [Fact]
    public void A_demo_has_the_operators_rules_and_nobodys_address_and_says_what_nobody_checked()
    {
        using var site = Some.Installation(("Signals:Nearness:Red", "9"));
        using var folder = DemoFolder.Take(Chosen, out _);

        var demo = DemoInstallation.In(folder!, site.Installation).Settings;

        Assert.Equal("tr ar pl", demo.SupportPoint.Unchecked);
        Assert.Equal(9, demo.Signals[CaregiverSignal.Signals.Rules.Nearness.Red]);
    }

    [Fact]
    public void An_administrator_of_a_demo_cannot_let_its_mail_out()
    {
        using var site = Some.Installation();
        using var folder = DemoFolder.Take(Chosen, out _);

        var demo = DemoInstallation.In(folder!, site.Installation);

        Assert.Each(
            PageSettings.Keys.Where(key =>
                key.StartsWith("Mail:", StringComparison.Ordinal) && !PageSettings.IsOnlyHere(key)
            ),
            key => Assert.True(PageSettings.IsFixed(demo.Configuration, key), key)
        );
    }
}
