using CaregiverSignal.Configuration;

namespace CaregiverSignal.Tests.Configuration;

/// <summary>Settings that are valid by themselves and would do harm.</summary>
public sealed class HazardTests
{
    [Theory]
    [InlineData("Host=db.internal;Database=x;Username=x", true)]
    [InlineData("Host=db.internal;Database=x;Username=x;SSL Mode=Require", true)]
    [InlineData("Host=127.0.0.1,db.internal;Database=x;Username=x", true)]
    [InlineData("Host=db.internal;Database=x;Username=x;SSL Mode=VerifyFull", false)]
    [InlineData("Host=/var/run/postgresql;Database=x;Username=x", false)]
    [InlineData("Host=127.0.0.1;Port=5433;Database=x;Username=x", false)]
    [InlineData("Host=localhost;Database=x;Username=x", false)]
    public void A_database_on_another_machine_that_does_not_prove_itself_is_refused_unless_that_was_accepted(
        string connection,
        bool isRefused
    )
    {
        var given = new[] { ("Storage:Provider", (string?)"postgres"), ("Storage:Connection", connection) };
        SettingsReader.Read(Some.Configuration(given), out var faults);
        Assert.Equal(isRefused, faults.Any(one => one.Place == "Storage:Connection"));

        var settings = Some.Settings([.. given, ("Storage:AcceptUnproven", "true")]);
        Assert.Equal(
            isRefused ? [false] : [],
            Hazard
                .Of(settings, listensEncrypted: true)
                .Where(one => one.Key == "Storage:Connection")
                .Select(one => one.Stops)
        );
    }
}
