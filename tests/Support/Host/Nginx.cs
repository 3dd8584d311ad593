using System.Diagnostics;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace CaregiverSignal.Tests.Support;

/// <summary>A real nginx of our own on 127.0.0.1, with the site of packaging/nginx in front of a program.</summary>
internal sealed class Nginx : IDisposable
{
    public const string Host = "vragen.example.org";

    private const string Program = "/usr/sbin/nginx";

    private readonly TemporaryFolder folder = new();
    private readonly TestCertificates certificates = new();
    private readonly Process process;

    public Nginx(Uri program)
    {
        foreach (var made in (string[])["log", "temp"])
            Directory.CreateDirectory(Path.Combine(folder.Name, made));
        using (var certificate = certificates.For(Host))
        using (var key = certificate.GetECDsaPrivateKey()!)
        {
            folder.Write("fullchain.pem", certificate.ExportCertificatePem());
            folder.Write("privkey.pem", key.ExportPkcs8PrivateKeyPem());
        }
        folder.Write("site.conf", Site(program));
        var configuration = folder.Write("nginx.conf", Main());

        using (var check = Start("-t", configuration))
        {
            var said = check.StandardError.ReadToEnd();
            check.WaitForExit();
            Assert.True(check.ExitCode == 0, said);
        }
        process = Start("-q", configuration);
        LocalPort.WaitUntilItListens(SecurePort, process);
    }

    public static bool IsThere => File.Exists(Program);

    public int SecurePort { get; } = LocalPort.Free();

    public int PlainPort { get; } = LocalPort.Free();

    /// <summary>All that it wrote: its logs, and the files that it keeps bodies in.</summary>
    public string Written
    {
        get
        {
            Stop();
            return string.Concat(
                Directory
                    .GetFiles(folder.Name, "*", SearchOption.AllDirectories)
                    .Where(file => Path.GetExtension(file) is not (".conf" or ".pem"))
                    .Select(File.ReadAllText)
            );
        }
    }

    /// <summary>The lines that the site's own log has.</summary>
    public IReadOnlyList<string> Log
    {
        get
        {
            Stop();
            return File.ReadAllLines(Path.Combine(folder.Name, "log", "caregiversignal-linde.log"));
        }
    }

    /// <param name="from">Where the reader is, as 127.0.0.2.</param>
    public HttpClient Reader(string from = "127.0.0.1", bool overHttps = true) =>
        new(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                SslOptions =
                {
                    RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null,
                },
                ConnectCallback = async (_, stop) =>
                {
                    var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                    socket.Bind(new IPEndPoint(IPAddress.Parse(from), 0));
                    await socket.ConnectAsync(IPAddress.Loopback, overHttps ? SecurePort : PlainPort, stop);
                    return new NetworkStream(socket, ownsSocket: true);
                },
            }
        )
        {
            BaseAddress = new Uri($"{(overHttps ? "https" : "http")}://{Host}"),
        };

    public void Dispose()
    {
        Stop();
        process.Dispose();
        certificates.Dispose();
        folder.Dispose();
    }

    /// <summary>Ends it in peace, so that its logs are whole.</summary>
    private void Stop()
    {
        if (process.HasExited)
            return;
        using var kill = Process.Start("kill", ["-QUIT", process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
        if (!process.WaitForExit(TimeSpan.FromSeconds(20)))
            process.Kill(entireProcessTree: true);
    }

    private static Process Start(string how, string configuration) =>
        Process.Start(
            new ProcessStartInfo(Program, [how, "-c", configuration, "-e", "stderr"]) { RedirectStandardError = true }
        )!;

    private string Site(Uri program) =>
        File.ReadAllText(Path.Combine(Some.Root, "packaging", "nginx", "site.conf"))
            .Replace("NAME", "linde")
            .Replace("HOST", Host)
            .Replace("127.0.0.1:PORT", program.Authority)
            .Replace("PORT", "")
            .Replace("CERTIFICATE", folder.Name)
            .Replace("/var/log/nginx", Path.Combine(folder.Name, "log"))
            .Replace("listen [::]:80;", "")
            .Replace("listen [::]:443 ssl http2;", "")
            .Replace("listen 80;", $"listen 127.0.0.1:{PlainPort};")
            .Replace("listen 443 ", $"listen 127.0.0.1:{SecurePort} ");

    private string Main() =>
        $$"""
            daemon off;
            pid {{folder.Name}}/pid;
            error_log {{folder.Name}}/log/error.log;
            {{(Environment.IsPrivilegedProcess ? "user root;" : "")}}
            events {}
            http {
                client_body_temp_path {{folder.Name}}/temp;
                proxy_temp_path {{folder.Name}}/temp;
                fastcgi_temp_path {{folder.Name}}/temp;
                uwsgi_temp_path {{folder.Name}}/temp;
                scgi_temp_path {{folder.Name}}/temp;
                include {{Path.Combine(Some.Root, "packaging", "nginx", "caregiversignal.conf")}};
                include {{folder.Name}}/site.conf;
            }
            """;
}
