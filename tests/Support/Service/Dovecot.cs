using System.Diagnostics;
using System.Security.Cryptography.X509Certificates;

namespace CaregiverSignal.Tests.Support;

/// <summary>A real IMAP server of Debian's, with one mailbox, in a folder of its own.</summary>
internal sealed class Dovecot : IAsyncDisposable
{
    public const string User = "bounces@delinde.voorbeeld.nl";
    public const string Password = "gehéim";

    private const string Program = "/usr/sbin/dovecot";

    private readonly Process server;
    private readonly string folder = Directory.CreateTempSubdirectory("dovecot").FullName;

    /// <param name="tokens">Who says whether a token is good.</param>
    public Dovecot(TestCertificates certificates, TokenEndpoint tokens)
    {
        using var certificate = certificates.For("localhost");
        File.WriteAllText(In("cert.pem"), certificate.ExportCertificatePem());
        File.WriteAllText(In("key.pem"), certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        Directory.CreateDirectory(In("mail"));
        File.WriteAllText(
            In("oauth2.conf"),
            $"""
            tokeninfo_url = {tokens.Info}?access_token=
            username_attribute = email
            """
        );
        File.WriteAllText(
            In("dovecot.conf"),
            $$"""
            protocols = imap
            base_dir = {{In("run")}}
            state_dir = {{In("state")}}
            log_path = {{In("log")}}
            listen = 127.0.0.1
            ssl = required
            ssl_cert = <{{In("cert.pem")}}
            ssl_key = <{{In("key.pem")}}
            mail_location = maildir:{{In("mail")}}
            auth_mechanisms = plain login xoauth2
            auth_failure_delay = 0
            first_valid_uid = 1
            default_login_user = nobody
            default_internal_user = nobody
            default_internal_group = nogroup
            passdb {
              driver = oauth2
              mechanisms = xoauth2
              args = {{In("oauth2.conf")}}
            }
            passdb {
              driver = static
              mechanisms = plain login
              args = password={{Password}}
            }
            userdb {
              driver = static
              args = uid=mail gid=mail home={{In("mail")}}
            }
            service imap-login {
              chroot =
              inet_listener imap {
                port = 0
              }
              inet_listener imaps {
                port = {{Port.ToString(CultureInfo.InvariantCulture)}}
                ssl = yes
              }
            }
            service anvil {
              chroot =
            }
            service stats {
              chroot =
            }
            """
        );
        Run("chmod", "755", folder);
        Run("chown", "-R", "mail:mail", In("mail"));
        server = Process.Start(new ProcessStartInfo(Program, ["-F", "-c", In("dovecot.conf")]))!;
        LocalPort.WaitUntilItListens(Port, server);
    }

    public static bool IsThere => File.Exists(Program) && Environment.IsPrivilegedProcess;

    public int Port { get; } = LocalPort.Free();

    /// <summary>Puts a message into the mailbox, unread.</summary>
    public void Deliver(byte[] message, string name)
    {
        foreach (var part in (string[])["new", "cur", "tmp"])
            Directory.CreateDirectory(Path.Combine(In("mail"), part));
        File.WriteAllBytes(Path.Combine(In("mail"), "new", name), message);
        Run("chown", "-R", "mail:mail", In("mail"));
    }

    /// <summary>Names of the files of the mailbox, with their marks.</summary>
    public IReadOnlyList<string> Messages() =>
        [
            .. Directory
                .EnumerateFiles(In("mail"), "*:2,*", SearchOption.AllDirectories)
                .Where(file => !file.Contains("/."))
                .Select(file => Path.GetFileName(file)),
        ];

    public async ValueTask DisposeAsync()
    {
        server.Kill(entireProcessTree: true);
        await server.WaitForExitAsync();
        server.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private string In(string name) => Path.Combine(folder, name);

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true }
        )!;
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {arguments[0]}: {process.StandardError.ReadToEnd()}");
    }
}
