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
    public void A_database_on_another_machine_that_does_not_prove_itself_is_refused(string connection, bool isRefused)
    {
        SettingsReader.Read(
            Some.Configuration(("Storage:Provider", "postgres"), ("Storage:Connection", connection)),
            out var faults
        );

        Assert.Equal(isRefused, faults.Any(fault => fault.Place == "Storage:Connection"));
    }
}
