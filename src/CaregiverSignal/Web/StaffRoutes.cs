namespace CaregiverSignal.Web;

public static class StaffRoutes
{
    public const string SignIn = "/inloggen";
    public const string Begin = "/begin";
    public const string Worklist = "/werklijst";
    public const string Accounts = "/beheer/medewerkers";

    /// <summary>Where somebody with a session shows their second factor.</summary>
    public const string Again = "/opnieuw";

    /// <summary>The page for one's own sign-in methods and sessions.</summary>
    public const string OwnAccount = "/mijn-account";

    public const string SetUp = OwnAccount + "/instellen";

    /// <summary>The start page: the first that they may see.</summary>
    public static string HomeOf(Coordinator account) =>
        account switch
        {
            { IsCoordinator: true } => Worklist,
            { IsAdministrator: true } => Accounts,
            _ => "/beheer/post",
        };
}
