using CaregiverSignal.Configuration;
using CaregiverSignal.Web;
using Microsoft.Extensions.DependencyInjection;

namespace CaregiverSignal.Tests.Configuration;

public sealed class CurrentSettingsTests() : AtASite("2026-03-02")
{
    private const string Name = "SupportPoint:Name";
    private static readonly DateOnly Closed = Some.Date("2026-03-05");

    private CurrentSettings Current => site.Part<CurrentSettings>();

    [Fact]
    public async Task Whoever_works_keeps_the_settings_of_when_it_began_and_who_begins_later_has_the_new_ones()
    {
        var before = Current.Now;
        await Fill(Name, "De Linde");
        await Fill(PageSettings.ClosedDays, "2026-03-05");

        await Current.ReloadAsync(site.Database);

        Assert.Equal(Defaults.Name, before.SupportPoint.Name);
        Assert.True(before.Site.WorkingDays.Contains(Closed));
        Assert.Equal("De Linde", Current.SupportPoint.Name);
        Assert.False(Current.Site.WorkingDays.Contains(Closed));
        Assert.False(site.Part<SiteTime>().WorkingDays.Contains(Closed));
        Assert.Same(before.Storage, Current.Storage);
    }

    [Fact]
    public async Task A_store_that_was_put_back_as_it_was_has_the_settings_of_then()
    {
        await Fill(Name, "De Linde");
        await Fill(Name, "De Eik");
        await Current.ReloadAsync(site.Database);

        await site.Sql("delete from setting_change where value = 'De Eik'");
        await Current.ReloadAsync(site.Database);
        Assert.Equal("De Linde", Current.SupportPoint.Name);

        await site.Sql("delete from setting_change");
        await Current.ReloadAsync(site.Database);
        Assert.Equal(Defaults.Name, Current.SupportPoint.Name);
    }

    [Fact]
    public void Nobody_is_given_a_part_that_stays_as_it_was_at_the_start()
    {
        Type[] parts = [typeof(Settings), .. typeof(Settings).GetProperties().Select(part => part.PropertyType)];
        var services = new ServiceCollection()
            .AddCare(site.Installation, site.Database, site.Clock, ServedPaths.All)
            .AddExchange();

        Assert.DoesNotContain(services, service => parts.Contains(service.ServiceType));
        Assert.Contains(services, service => service.ServiceType == typeof(CurrentSettings));
    }

    private async Task Fill(string key, string value)
    {
        var by = await site.Coordinator();
        await site.Write(async transaction =>
        {
            await SettingChangeTable.Add(transaction, key, value, by, site.Time.Now);
        });
    }
}
